import { useWords } from '../i18n/words.ts';
import { Icon, type IconName } from './Icon.tsx';

export interface Chip<Step extends string> {
  readonly step: Step;
  readonly icon: IconName;
  readonly answer: string;
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
      {chips.map(({ step, icon, answer }) => (
        <button
          key={step}
          type="button"
          className="bw-chip"
          aria-label={messages.change(answer)}
          onClick={() => onOpen(step)}
        >
          <Icon name={icon} size={15} />
          <bdi>{answer}</bdi>
          <Icon name="edit" size={12} />
        </button>
      ))}
    </div>
  );
}
