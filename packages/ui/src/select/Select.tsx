import { Check, ChevronDown } from 'lucide-react';
import {
  Button as AriaButton,
  ListBox,
  ListBoxItem,
  Popover,
  Select as AriaSelect,
  SelectValue,
} from 'react-aria-components';
import { classNames } from '../class-names/class-names.ts';
import { fieldBox } from '../field/field-box.ts';
import type { FieldProps } from '../field/field-props.ts';
import { FieldLabel } from '../field/FieldLabel.tsx';
import { FieldMessage } from '../field/FieldMessage.tsx';
import { Icon } from '../icon/Icon.tsx';
import { menuItemStyle, popoverStyle } from '../popover/popover-style.ts';

export interface SelectOption<Value extends string> {
  value: Value;
  label: string;
  /** A quieter remark after the label. */
  detail?: string;
}

export interface SelectProps<Value extends string> extends FieldProps {
  options: readonly SelectOption<Value>[];
  value: Value;
  onChange: (value: Value) => void;
  /** Quiet words before the chosen option, where there is no label above. */
  prefix?: string;
  isDisabled?: boolean;
}

export function Select<Value extends string>(props: SelectProps<Value>) {
  const { label, isLabelHidden = false, labelEnd, hint, error, hasMessageLine = true, size = 'md', className } = props;
  const { options, value, onChange, prefix, isDisabled = false } = props;
  const choose = (key: unknown) => {
    const chosen = options.find((option) => option.value === key);
    if (chosen !== undefined) onChange(chosen.value);
  };
  return (
    <AriaSelect
      value={value}
      onChange={choose}
      isInvalid={error !== undefined}
      isDisabled={isDisabled}
      className={classNames('min-w-0', className)}
    >
      <FieldLabel label={label} isHidden={isLabelHidden} end={labelEnd} />
      <AriaButton
        className={classNames(
          fieldBox(size),
          'w-full cursor-pointer border-0 text-start hovered:bg-hover focus-visible:outline-offset-1 unavailable:cursor-default',
        )}
      >
        <SelectValue className="min-w-0 flex-1 truncate">
          {({ selectedText }) => (
            <>
              {prefix !== undefined && <span className="text-ink-3">{prefix} </span>}
              {selectedText}
            </>
          )}
        </SelectValue>
        <Icon of={ChevronDown} size={15} className="ms-auto text-ink-3" />
      </AriaButton>
      <Popover offset={4} className={classNames(popoverStyle, 'min-w-(--trigger-width)')}>
        <ListBox items={options} className="max-h-80 overflow-auto p-1 outline-none">
          {(option) => (
            <ListBoxItem id={option.value} textValue={option.label} className={menuItemStyle}>
              <span className="flex-1">{option.label}</span>
              {option.detail !== undefined && <span className="text-12 text-ink-3">{option.detail}</span>}
              <Icon of={Check} size={15} className={option.value === value ? 'text-accent-ink' : 'invisible'} />
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
      <FieldMessage hint={hint} error={error} hasLine={hasMessageLine} />
    </AriaSelect>
  );
}
