import { useWords } from '../i18n/words.ts';
import { Icon, type IconName } from './Icon.tsx';

export interface Chip<Step extends string> {
  readonly step: Step;
  readonly icon: IconName;
  readonly answer: string;
  /** Where the card is narrow, such as "2" for "2 guests". */
  readonly short?: string;
}

interface ChipsProps<Step extends string> {
  readonly chips: readonly Chip<Step>[];
  readonly onOpen: (step: Step) => void;
}

/** Earlier answers; a tap goes back to change one. */
export function Chips<Step extends string>({ chips, onOpen }: ChipsProps<Step>) {
  const { messages } = useWords();
  if (chips.length === 0) return null;
  return (
    <div className="bw-chips">
      {chips.map(({ step, icon, answer, short }) => (
        <button
          key={icon}
          type="button"
          className="bw-chip"
          data-step={step}
          aria-label={messages.change(answer)}
          onClick={() => onOpen(step)}
        >
          <Icon name={icon} size={15} />
          <bdi className={short === undefined ? undefined : 'bw-long'}>{answer}</bdi>
          {short !== undefined && <bdi className="bw-short-words">{short}</bdi>}
          <Icon name="edit" size={12} />
        </button>
      ))}
    </div>
  );
}
