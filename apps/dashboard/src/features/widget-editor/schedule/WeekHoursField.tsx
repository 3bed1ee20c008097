import { weekdays } from '@blunari/schema/calendar';
import type { Place, Sitting } from '@blunari/schema/config';
import { weekHoursOf } from '@blunari/schema/config/week-hours';
import { FormSection } from '@blunari/ui/form-section';
import { Note } from '@blunari/ui/note';
import { zoneTown } from '../../../shared/time/local-time.ts';
import { DayHours } from './DayHours.tsx';

export interface WeekHoursFieldProps {
  sittings: Readonly<Record<string, Sitting>>;
  onChange: (sittings: Record<string, Sitting>) => void;
  slotMinutes: number;
  place: Place;
  error: string | undefined;
  isDisabled: boolean;
}

/** The week day by day: closed, or from the first to the last arrival. */
export function WeekHoursField({ sittings, onChange, slotMinutes, place, error, isDisabled }: WeekHoursFieldProps) {
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
            isDisabled={isDisabled}
          />
        ))}
      </div>
      {error !== undefined && (
        <Note tone="negative" className="mt-3">
          {error}
        </Note>
      )}
    </FormSection>
  );
}
