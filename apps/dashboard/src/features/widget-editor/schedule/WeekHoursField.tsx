import { weekdays } from '@blunari/schema/calendar';
import type { Place, Sitting } from '@blunari/schema/config';
import { weekHoursOf, type DayRange } from '@blunari/schema/config/week-hours';
import { FormSection } from '@blunari/ui/form-section';
import { Note } from '@blunari/ui/note';
import { zoneTown } from '../../../shared/time/local-time.ts';
import { DayHours } from './DayHours.tsx';

export interface WeekHoursFieldProps {
  sittings: Readonly<Record<string, Sitting>>;
  onChange: (sittings: Record<string, Sitting>) => void;
  slotMinutes: number;
  place: Place;
  /** By field path, such as `schedule.sittings.dinner.lastArrival`. */
  problems: Readonly<Record<string, string>>;
  isDisabled: boolean;
}

/** The week day by day: closed, or from the first to the last arrival. */
export function WeekHoursField({ sittings, onChange, slotMinutes, place, problems, isDisabled }: WeekHoursFieldProps) {
  const week = weekHoursOf(sittings);
  const town = place.city || zoneTown(place.timeZone);
  return (
    <FormSection title="Weekly hours" detail={`First to last arrival, ${town} time`}>
      <div className="grid gap-1.5 max-md:gap-0">
        {weekdays.map((day) => (
          <DayHours
            key={day}
            day={day}
            ranges={week[day]}
            sittings={sittings}
            onChange={(changed) => onChange({ ...changed })}
            slotMinutes={slotMinutes}
            locale={place.defaultLocale}
            error={errorOf(week[day], problems)}
            isDisabled={isDisabled}
          />
        ))}
      </div>
      {problems[path] !== undefined && (
        <Note tone="negative" className="mt-3">
          {problems[path]}
        </Note>
      )}
    </FormSection>
  );
}

const path = 'schedule.sittings';

/** What is wrong with a sitting of the day, said at each day that has it. */
function errorOf(ranges: readonly DayRange[], problems: WeekHoursFieldProps['problems']): string | undefined {
  const wrong = Object.entries(problems).find(([field]) =>
    ranges.some(({ sittingId }) => field.startsWith(`${path}.${sittingId}.`)),
  );
  return wrong?.[1];
}
