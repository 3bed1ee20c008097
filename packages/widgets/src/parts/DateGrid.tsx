import { firstOfMonth } from '@blunari/schema/calendar';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { weekdayNames } from '../i18n/formats.ts';
import { useWords } from '../i18n/words.ts';
import { DayCell, type DayStatus } from './DayCell.tsx';
import { dayAfterKey, monthWeeks } from './grid-days.ts';
import { MonthBar } from './MonthBar.tsx';

interface DateGridProps {
  /** Any date of the month shown. */
  readonly month: string;
  readonly today: string;
  /** Last date that can be shown at all; the grid goes no further than its month. */
  readonly lastDate: string;
  readonly statusOf: (localDate: string) => DayStatus;
  readonly chosen: string | null;
  readonly isLoading?: boolean;
  readonly onPick: (localDate: string) => void;
  /** A day was pressed that cannot be picked. */
  readonly onMiss?: (localDate: string) => void;
  readonly onMonth: (month: string) => void;
}

/**
 * One month as a grid (WAI-ARIA APG): one tab stop, arrows by day and week, Home and End in the week,
 * Page Up and Down by month. Days that cannot be picked stay reachable, so that they say why.
 */
export function DateGrid(props: DateGridProps) {
  const { month, today, lastDate, statusOf, chosen, onPick, onMonth } = props;
  const { formats } = useWords();
  const grid = useRef<HTMLTableElement>(null);
  const [cursor, setCursor] = useState<string | null>(null);
  const wantsFocus = useRef(false);
  const weeks = monthWeeks(month, formats.weekStart);
  const tabStop = tabStopOf(month, [cursor, chosen, today], statusOf, weeks.flat());

  useEffect(() => {
    if (!wantsFocus.current) return;
    wantsFocus.current = false;
    grid.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  });

  const onKeyDown = (event: KeyboardEvent): void => {
    const next = dayAfterKey(event.key, tabStop, formats.weekStart, formats.isRightToLeft);
    if (next === null) return;
    event.preventDefault();
    const reached = next < firstOfMonth(today) ? firstOfMonth(today) : next > lastDate ? lastDate : next;
    setCursor(reached);
    wantsFocus.current = true;
    if (firstOfMonth(reached) !== firstOfMonth(month)) onMonth(firstOfMonth(reached));
  };

  return (
    <>
      <MonthBar month={month} first={today} last={lastDate} onMonth={onMonth} />
      <table
        ref={grid}
        className="bw-grid"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role -- the APG's date grid is a table with this role
        role="grid"
        aria-label={formats.month(month)}
        aria-busy={props.isLoading === true}
        onKeyDown={onKeyDown}
      >
        <thead>
          <tr>
            {weekdayNames(formats).map(({ short, long }) => (
              <th key={long} scope="col" aria-label={long}>
                {short}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((days, week) => (
            <tr key={week}>
              {days.map((day, column) => (
                <td key={column} aria-selected={day !== null && day === chosen}>
                  {day !== null && (
                    <DayCell
                      localDate={day}
                      status={statusOf(day)}
                      isToday={day === today}
                      isChosen={day === chosen}
                      isTabStop={day === tabStop}
                      onPick={onPick}
                      onMiss={props.onMiss}
                    />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

/** The grid's one tab stop: where the keyboard was, else the chosen day, today, the first that can be picked. */
function tabStopOf(
  month: string,
  wishes: readonly (string | null)[],
  statusOf: (localDate: string) => DayStatus,
  days: readonly (string | null)[],
): string {
  const shown = (day: string | null): day is string => day !== null && firstOfMonth(day) === firstOfMonth(month);
  return wishes.find(shown) ?? days.filter(shown).find((day) => statusOf(day) === 'open') ?? firstOfMonth(month);
}
