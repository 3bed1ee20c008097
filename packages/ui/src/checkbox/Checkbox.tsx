import { Check, Minus } from 'lucide-react';
import type { ReactNode } from 'react';
import { CheckboxButton, CheckboxField, type CheckboxFieldProps, Text } from 'react-aria-components';
import { classNames } from '../class-names/class-names.ts';
import { FieldMessage } from '../field/FieldMessage.tsx';
import { Icon } from '../icon/Icon.tsx';

export interface CheckboxProps extends Omit<CheckboxFieldProps, 'children' | 'className' | 'style' | 'isInvalid'> {
  label: ReactNode;
  hint?: ReactNode;
  error?: string;
  className?: string;
}

/** Part of a form that is sent later; what takes effect at once is a Switch. */
export function Checkbox({ label, hint, error, className, ...field }: CheckboxProps) {
  return (
    <CheckboxField {...field} isInvalid={error !== undefined} className={className ?? ''}>
      <CheckboxButton className="group inline-flex cursor-pointer items-start gap-2 text-13 text-ink unavailable:cursor-default unavailable:text-ink-3 pointer-coarse:min-h-11 pointer-coarse:items-center">
        {({ isIndeterminate, isSelected }) => (
          <>
            <span
              className={classNames(
                'mt-0.5 grid size-4 shrink-0 place-items-center rounded-xs field-surface text-on-accent inset-ring-[1.5px] inset-ring-line-field edge pointer-coarse:mt-0 pointer-coarse:size-5',
                'group-data-[selected]:bg-accent group-data-[selected]:inset-ring-transparent',
                'group-data-[indeterminate]:bg-accent group-data-[indeterminate]:inset-ring-transparent',
                'group-data-[hovered]:inset-ring-ink-3 group-data-[invalid]:inset-ring-negative-dot',
                'group-data-[focus-visible]:outline-2 group-data-[focus-visible]:outline-offset-2 group-data-[focus-visible]:outline-focus',
              )}
            >
              {isIndeterminate ? (
                <Icon of={Minus} size={12} strokeWidth={3} />
              ) : (
                isSelected && <Icon of={Check} size={12} strokeWidth={3} />
              )}
            </span>
            <span>{label}</span>
          </>
        )}
      </CheckboxButton>
      {hint !== undefined && error === undefined && (
        <Text slot="description" className="ms-6 block text-12 text-ink-3">
          {hint}
        </Text>
      )}
      {error !== undefined && <FieldMessage hint={undefined} error={error} hasLine />}
    </CheckboxField>
  );
}
