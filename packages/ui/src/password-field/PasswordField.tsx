import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { Icon } from '../icon/Icon.tsx';
import { TextField, type TextFieldProps } from '../text-field/TextField.tsx';

export interface PasswordFieldProps extends Omit<TextFieldProps, 'type' | 'end' | 'suffix' | 'icon' | 'isNumeric'> {
  showLabel: string;
  hideLabel: string;
}

/** A password with a way to look at it. */
export function PasswordField({ showLabel, hideLabel, ...field }: PasswordFieldProps) {
  const [isShown, setIsShown] = useState(false);
  return (
    <TextField
      {...field}
      type={isShown ? 'text' : 'password'}
      end={
        <AriaButton
          onPress={() => setIsShown((was) => !was)}
          className="flex h-full cursor-pointer items-center gap-1.5 rounded-sm text-13 text-ink-3 hovered:text-ink"
        >
          <Icon of={isShown ? EyeOff : Eye} size={15} />
          {isShown ? hideLabel : showLabel}
        </AriaButton>
      }
    />
  );
}
