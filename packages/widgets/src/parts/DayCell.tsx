import { useWords } from '../i18n/words.ts';

/** `full` can be opened to see other days; `closed` and `off` (past, too soon, too far) cannot be picked; `unknown` is loading. */
export type DayStatus = 'open' | 'full' | 'closed' | 'off' | 'unknown';

interface DayCellProps {
  readonly localDate: string;
  readonly status: DayStatus;
  readonly isToday: boolean;
  readonly isChosen: boolean;
  readonly isTabStop: boolean;
  readonly onPick: (localDate: string) => void;
  /** Pressed although it cannot be picked. */
  readonly onMiss?: ((localDate: string) => void) | undefined;
}

export function DayCell({ localDate, status, isToday, isChosen, isTabStop, onPick, onMiss }: DayCellProps) {
  const { messages, formats } = useWords();
  const canPick = status === 'open' || status === 'full';
  const label = [
    formats.longDay(localDate),
    isToday ? messages.today : '',
    status === 'closed' ? messages.closed : '',
    status === 'full' ? messages.full : '',
    isChosen ? messages.chosen : '',
  ];
  return (
    <button
      type="button"
      className="bw-day"
      data-status={status}
      data-chosen={isChosen}
      tabIndex={isTabStop ? 0 : -1}
      aria-label={label.filter((part) => part !== '').join(', ')}
      aria-current={isToday ? 'date' : undefined}
      aria-disabled={!canPick}
      onClick={() => {
        if (canPick) onPick(localDate);
        else onMiss?.(localDate);
      }}
    >
      {formats.dayNumber(localDate)}
    </button>
  );
}
