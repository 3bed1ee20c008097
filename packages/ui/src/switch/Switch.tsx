import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { SwitchButton, SwitchField, Text, type SwitchFieldProps } from 'react-aria-components';
import { classNames } from '../class-names/class-names.ts';
import { Icon } from '../icon/Icon.tsx';

export interface SwitchProps extends Omit<SwitchFieldProps, 'children' | 'className' | 'style'> {
  label: string;
  isLabelHidden?: boolean;
  hint?: ReactNode;
  /** `end`: label first, switch at the end of its row, as on phones. */
  position?: 'start' | 'end';
  className?: string;
}

/** Takes effect at once. Off is an outline with an ink knob, on is filled with a tick. */
export function Switch(props: SwitchProps) {
  const { label, isLabelHidden = false, hint, position = 'start', className, ...field } = props;
  return (
    <SwitchField {...field} className={classNames('flex flex-col items-start', className)}>
      <SwitchButton
        className={classNames(
          'group inline-flex min-h-4.5 cursor-pointer items-center gap-2 text-13 text-ink-2 pointer-coarse:min-h-11',
          'unavailable:cursor-default unavailable:text-ink-3',
          position === 'end' && 'flex w-full flex-row-reverse justify-between',
        )}
      >
        <Track />
        <span className={isLabelHidden ? 'sr-only' : ''}>{label}</span>
      </SwitchButton>
      {hint !== undefined && (
        <Text slot="description" className="mt-0.5 block text-12 text-ink-3">
          {hint}
        </Text>
      )}
    </SwitchField>
  );
}

function Track() {
  return (
    <span
      className={classNames(
        'relative inline-block h-4.5 w-8 shrink-0 rounded-[9px] inset-ring-[1.5px] inset-ring-line-field transition-colors edge',
        'pointer-coarse:h-[22px] pointer-coarse:w-10 pointer-coarse:rounded-[11px]',
        'group-data-[selected]:bg-accent group-data-[selected]:inset-ring-transparent',
        'group-data-[hovered]:inset-ring-ink-3 group-data-[selected]:group-data-[hovered]:bg-accent-hover',
        'group-data-[disabled]:opacity-50 forced-colors:group-data-[selected]:bg-[Highlight]',
        'group-data-[focus-visible]:outline-2 group-data-[focus-visible]:outline-offset-2 group-data-[focus-visible]:outline-focus',
      )}
    >
      <Icon
        of={Check}
        size={10}
        strokeWidth={3.2}
        className="absolute start-1 top-1 text-on-accent opacity-0 transition-opacity group-data-[selected]:opacity-100 pointer-coarse:start-1.5 pointer-coarse:top-1.5"
      />
      <span
        className={classNames(
          'absolute start-1 top-1 size-2.5 rounded-full bg-ink-3 transition-all duration-(--dur-base)',
          'pointer-coarse:start-[5px] pointer-coarse:top-[5px] pointer-coarse:size-3',
          'group-data-[selected]:start-[17px] group-data-[selected]:top-[3px] group-data-[selected]:size-3 group-data-[selected]:bg-on-accent',
          'pointer-coarse:group-data-[selected]:start-[22px] pointer-coarse:group-data-[selected]:top-[4px] pointer-coarse:group-data-[selected]:size-3.5',
          'forced-colors:bg-[ButtonText]',
        )}
      />
    </span>
  );
}
