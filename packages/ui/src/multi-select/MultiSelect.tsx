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
import type { SelectOption } from '../select/Select.tsx';

export interface MultiSelectProps<Value extends string> extends FieldProps {
  options: readonly SelectOption<Value>[];
  /** What is chosen, in the order of the options. */
  values: readonly Value[];
  onChange: (values: readonly Value[]) => void;
  /** The choice in words, such as "Tuesday to Sunday". */
  words: string;
  isDisabled?: boolean;
}

/** A select that holds several options at once; the list stays open while they are chosen. */
export function MultiSelect<Value extends string>(props: MultiSelectProps<Value>) {
  const { label, isLabelHidden = false, labelEnd, hint, error, hasMessageLine = true, size = 'md', className } = props;
  const { options, values, onChange, words, isDisabled = false } = props;
  const choose = (keys: readonly unknown[]) =>
    onChange(options.map(({ value }) => value).filter((value) => keys.includes(value)));
  return (
    <AriaSelect
      selectionMode="multiple"
      value={[...values]}
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
        <SelectValue className="min-w-0 flex-1 truncate">{() => words}</SelectValue>
        <Icon of={ChevronDown} size={15} className="ms-auto text-ink-3" />
      </AriaButton>
      <Popover offset={4} className={classNames(popoverStyle, 'min-w-(--trigger-width)')}>
        <ListBox items={options} className="max-h-80 overflow-auto p-1 outline-none">
          {(option) => (
            <ListBoxItem id={option.value} textValue={option.label} className={menuItemStyle}>
              {({ isSelected }) => (
                <>
                  <span className="flex-1">{option.label}</span>
                  <Icon of={Check} size={15} className={isSelected ? 'text-accent-ink' : 'invisible'} />
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
      <FieldMessage hint={hint} error={error} hasLine={hasMessageLine} />
    </AriaSelect>
  );
}
