import { firstOfMonth } from '@blunari/schema/calendar';
import { useWords } from '../i18n/words.ts';
import { Icon } from './Icon.tsx';

interface MonthBarProps {
  readonly month: string;
  /** First and last date of what can be shown. */
  readonly first: string;
  readonly last: string;
  readonly onMonth: (month: string) => void;
}

export function MonthBar({ month, first, last, onMonth }: MonthBarProps) {
  const { messages, formats } = useWords();
  const isFirst = firstOfMonth(month) <= firstOfMonth(first);
  const isLast = firstOfMonth(month) >= firstOfMonth(last);
  return (
    <div className="bw-month">
      <button
        type="button"
        className="bw-turn"
        aria-label={messages.previousMonth}
        disabled={isFirst}
        onClick={() => onMonth(firstOfMonth(month, -1))}
      >
        <Icon name="previous" size={18} />
      </button>
      <b aria-live="polite">{formats.month(month)}</b>
      <button
        type="button"
        className="bw-turn"
        aria-label={messages.nextMonth}
        disabled={isLast}
        onClick={() => onMonth(firstOfMonth(month, 1))}
      >
        <Icon name="next" size={18} />
      </button>
    </div>
  );
}
