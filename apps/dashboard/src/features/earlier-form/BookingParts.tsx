import type { BookingConfig } from '@blunari/schema/config';
import type { PartProps } from './form-parts.ts';
import { IntervalField } from './IntervalField.tsx';
import { Part, threeColumns } from './Part.tsx';
import { SittingParts } from './SittingParts.tsx';
import { WidgetParts } from './WidgetParts.tsx';
import { FormNumberField } from './FormNumberField.tsx';

/** All of a booking widget that the earlier form can change. */
export function BookingParts(props: PartProps<BookingConfig>) {
  const { config, opened, onChange } = props;
  return (
    <WidgetParts {...props} onChange={(changes) => onChange({ ...config, ...changes })}>
      <SittingParts
        {...props}
        config={config.schedule}
        opened={opened.schedule}
        onChange={(schedule) => onChange({ ...config, schedule })}
      />
      <RulesPart {...props} />
    </WidgetParts>
  );
}

function RulesPart({ config, opened, onChange, problems, isDisabled }: PartProps<BookingConfig>) {
  const { capacity, party, rules, schedule } = config;
  const field = (path: string) => ({ error: problems[path], isDisabled });
  return (
    <Part title="Rules">
      <div className={threeColumns}>
        <FormNumberField
          label="Covers at once"
          value={capacity.seats}
          opened={opened.capacity.seats}
          onChange={(seats) => onChange({ ...config, capacity: { ...capacity, seats } })}
          minValue={1}
          maxValue={2000}
          {...field('capacity.seats')}
        />
        <FormNumberField
          label="Largest party"
          suffix="guests"
          value={party.max}
          opened={opened.party.max}
          onChange={(max) => onChange({ ...config, party: { ...party, max } })}
          minValue={1}
          maxValue={50}
          {...field('party.max')}
        />
        <IntervalField
          value={schedule.slotMinutes}
          opened={opened.schedule.slotMinutes}
          onChange={(slotMinutes) => onChange({ ...config, schedule: { ...schedule, slotMinutes } })}
          isDisabled={isDisabled}
        />
        <FormNumberField
          label="Latest booking"
          suffix="min before"
          value={rules.leadMinutes}
          opened={opened.rules.leadMinutes}
          onChange={(leadMinutes) => onChange({ ...config, rules: { ...rules, leadMinutes } })}
          minValue={0}
          maxValue={43_200}
          {...field('rules.leadMinutes')}
        />
        <FormNumberField
          label="Furthest ahead"
          suffix="days"
          value={rules.horizonDays}
          opened={opened.rules.horizonDays}
          onChange={(horizonDays) => onChange({ ...config, rules: { ...rules, horizonDays } })}
          minValue={1}
          maxValue={730}
          {...field('rules.horizonDays')}
        />
        <FormNumberField
          label="Guests to start with"
          value={party.default}
          opened={opened.party.default}
          onChange={(size) => onChange({ ...config, party: { ...party, default: size } })}
          minValue={1}
          maxValue={50}
          {...field('party.default')}
        />
      </div>
    </Part>
  );
}
