import type { BookingConfig } from '@blunari/schema/config';
import { FormSection } from '@blunari/ui/form-section';
import { Select } from '@blunari/ui/select';
import { DraftNumberField } from '../fields/DraftNumberField.tsx';
import type { FormProps } from '../fields/form-props.ts';
import { WeekHoursField } from './WeekHoursField.tsx';
import { withLargestParty } from './with-largest-party.ts';

export interface ScheduleFormProps extends FormProps {
  config: BookingConfig;
  onChange: (config: BookingConfig) => void;
}

/** When guests may arrive, how many fit, and how far ahead the book is open. */
export function ScheduleForm({ config, onChange, place, problems, isDisabled }: ScheduleFormProps) {
  const { schedule, capacity, party, rules } = config;
  const field = (path: string) => ({ error: problems[path], isDisabled });
  return (
    <>
      <WeekHoursField
        sittings={schedule.sittings}
        onChange={(sittings) => onChange({ ...config, schedule: { ...schedule, sittings } })}
        slotMinutes={schedule.slotMinutes}
        place={place}
        problems={problems}
        isDisabled={isDisabled}
      />
      <FormSection title="Capacity">
        <div className="grid grid-cols-2 gap-x-3 gap-y-2">
          <DraftNumberField
            label="Covers at once"
            value={capacity.seats}
            onChange={(seats) => onChange({ ...config, capacity: { ...capacity, seats } })}
            minValue={1}
            maxValue={2000}
            hint="1 to 2,000"
            {...field('capacity.seats')}
          />
          <Select
            label="Times offered every"
            value={intervalOf(schedule.slotMinutes)}
            onChange={(value) => onChange({ ...config, schedule: { ...schedule, slotMinutes: intervals[value] } })}
            options={[
              { value: '15', label: '15 min' },
              { value: '30', label: '30 min' },
              { value: '60', label: '1 hour' },
            ]}
            isDisabled={isDisabled}
          />
          <DraftNumberField
            label="Largest party online"
            value={party.max}
            onChange={(max) => onChange({ ...config, party: withLargestParty(party, max) })}
            minValue={1}
            maxValue={50}
            hint="1 to 50"
            {...field('party.max')}
          />
          <DraftNumberField
            label="Guests to start with"
            value={party.default}
            onChange={(size) => onChange({ ...config, party: { ...party, default: size } })}
            minValue={party.min}
            maxValue={party.max}
            hint={`${party.min} to ${party.max}`}
            {...field('party.default')}
          />
        </div>
        <p className="m-0 mt-2 text-12 text-ink-3">Parties of more than {party.max} are asked to call.</p>
        {party.max > capacity.seats && (
          <output className="text-12 text-caution">
            Parties of more than {capacity.seats} never find a time: that is all who fit at once.
          </output>
        )}
      </FormSection>
      <FormSection title="Booking window">
        <div className="grid grid-cols-2 gap-3">
          <DraftNumberField
            label="Latest"
            variant="plain"
            suffix="minutes before"
            value={rules.leadMinutes}
            onChange={(leadMinutes) => onChange({ ...config, rules: { ...rules, leadMinutes } })}
            minValue={0}
            maxValue={43_200}
            hint="Up to 43,200, which is 30 days"
            {...field('rules.leadMinutes')}
          />
          <DraftNumberField
            label="Furthest ahead"
            variant="plain"
            suffix="days"
            value={rules.horizonDays}
            onChange={(horizonDays) => onChange({ ...config, rules: { ...rules, horizonDays } })}
            minValue={1}
            maxValue={730}
            hint="1 to 730"
            {...field('rules.horizonDays')}
          />
        </div>
      </FormSection>
    </>
  );
}

const intervals = { '15': 15, '30': 30, '60': 60 } as const;

function intervalOf(minutes: 15 | 30 | 60): keyof typeof intervals {
  return minutes === 15 ? '15' : minutes === 30 ? '30' : '60';
}
