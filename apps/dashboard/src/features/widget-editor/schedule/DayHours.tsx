import type { Weekday } from '@blunari/schema/calendar';
import type { Sitting } from '@blunari/schema/config';
import { addRange, removeRange, type DayRange } from '@blunari/schema/config/week-hours';
import { IconButton } from '@blunari/ui/icon-button';
import { Switch } from '@blunari/ui/switch';
import { TimeRangeField } from '@blunari/ui/time-range-field';
import { Plus, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { Group } from 'react-aria-components';
import { alignRows, changeRow, type DayRow } from './day-rows.ts';
import { overlapOf } from './overlap-of.ts';
import { suggestRange } from './suggest-range.ts';

type Sittings = Readonly<Record<string, Sitting>>;

export interface DayHoursProps {
  day: Weekday;
  ranges: readonly DayRange[];
  sittings: Sittings;
  onChange: (sittings: Sittings) => void;
  slotMinutes: number;
  /** In which a new sitting is named. */
  locale: string;
  error: string | undefined;
  isDisabled: boolean;
}

export function DayHours({ day, ranges, sittings, onChange, slotMinutes, locale, error, isDisabled }: DayHoursProps) {
  const { rows, change, settle } = useDayRows(day, ranges, sittings, onChange);
  // What a day had before it was closed comes back when it is opened again.
  const closed = useRef<readonly DayRange[]>([]);
  const name = dayNames[day];
  const isOpen = ranges.length > 0;
  const overlap = overlapOf(ranges);
  const add = () => onChange(addRange(sittings, day, suggestRange(sittings, ranges, locale)));
  const open = () => {
    const before = closed.current;
    if (before.length === 0) return add();
    onChange(
      before.reduce<Sittings>(
        (all, { name: title, from, lastArrival }) => addRange(all, day, { name: title, from, lastArrival }),
        sittings,
      ),
    );
  };
  const close = () => {
    closed.current = ranges;
    onChange(ranges.reduce<Sittings>((all, { sittingId }) => removeRange(all, day, sittingId), sittings));
  };
  return (
    <Group
      aria-label={name}
      className="grid grid-cols-[40px_44px_minmax(0,1fr)_auto] md:pointer-coarse:grid-cols-[40px_52px_minmax(0,1fr)_auto] items-start text-13 max-md:grid-cols-[88px_52px_minmax(0,1fr)_auto] max-md:border-0 max-md:border-t max-md:border-line max-md:py-1"
    >
      <span
        aria-hidden
        className={isOpen ? 'py-1 font-medium pointer-coarse:py-3' : 'py-1 text-ink-3 pointer-coarse:py-3'}
      >
        <span className="md:hidden">{name}</span>
        <span className="max-md:hidden">{name.slice(0, 3)}</span>
      </span>
      <Switch
        label={`${name} open`}
        isLabelHidden
        isSelected={isOpen}
        isDisabled={isDisabled}
        onChange={(wanted) => (wanted ? open() : close())}
        className="py-1.25 pointer-coarse:py-0"
      />
      <div className="flex min-h-7 flex-wrap items-start gap-x-1 gap-y-1.5">
        {!isOpen && <span className="py-1 text-ink-3 pointer-coarse:py-3">Closed</span>}
        {rows.map(({ key, range }, index) => (
          <div key={key} className="flex items-center">
            <TimeRangeField
              label={`${name}, ${ordinals[index] ?? 'further'} sitting`}
              fromLabel={`${name}, ${ordinals[index] ?? 'further'} sitting, first arrival`}
              toLabel={`${name}, ${ordinals[index] ?? 'further'} sitting, last arrival`}
              separator="to"
              value={{ from: range.from, to: range.lastArrival }}
              onChange={({ from, to }) => change(key, { from, lastArrival: to })}
              onFocusChange={(isFocused) => !isFocused && settle()}
              stepMinutes={slotMinutes}
              isDisabled={isDisabled}
            />
            {rows.length > 1 && !isDisabled && (
              <IconButton
                icon={X}
                size="sm"
                label={`Remove ${name}, ${range.from} to ${range.lastArrival}`}
                onPress={() => onChange(removeRange(sittings, day, range.sittingId))}
                className="text-ink-3"
              />
            )}
            {range.lastArrival < range.from && error === undefined && (
              <span className="ms-1 text-12 text-ink-3">next day</span>
            )}
          </div>
        ))}
        {error !== undefined && <output className="basis-full text-12 text-negative">{error}</output>}
        {overlap && error === undefined && (
          <output className="basis-full text-12 text-caution">
            These sittings overlap: {overlap.from} to {overlap.to} belongs to both.
          </output>
        )}
      </div>
      {isOpen && !isDisabled ? (
        <IconButton
          icon={Plus}
          size="sm"
          label={`Add a sitting on ${name}`}
          onPress={add}
          className="-me-1.5 text-ink-3"
        />
      ) : (
        <span />
      )}
    </Group>
  );
}

/** The rows keep their order while one of them is in use, and sort by time when it is left. */
function useDayRows(
  day: Weekday,
  ranges: readonly DayRange[],
  sittings: Sittings,
  onChange: (sittings: Sittings) => void,
) {
  const [held, setHeld] = useState<readonly DayRow[]>([]);
  const rows = alignRows(held, ranges);
  return {
    rows,
    change: (key: number, times: { from: string; lastArrival: string }) => {
      const changed = changeRow(sittings, day, rows, key, times);
      setHeld(changed.rows);
      onChange(changed.sittings);
    },
    settle: () => setHeld(rows.toSorted((one, other) => one.range.from.localeCompare(other.range.from))),
  };
}

const ordinals = ['first', 'second', 'third', 'fourth'] as const;

const dayNames = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
} as const satisfies Record<Weekday, string>;
