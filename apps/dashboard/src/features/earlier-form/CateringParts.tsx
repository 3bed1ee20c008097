import type { CateringConfig } from '@blunari/schema/config';
import { currencyDigits } from '@blunari/schema/money';
import { TimeField } from '@blunari/ui/time-field';
import { DaysField } from './DaysField.tsx';
import type { PartProps } from './form-parts.ts';
import { IntervalField } from './IntervalField.tsx';
import { Part, threeColumns } from './Part.tsx';
import { was } from './was.tsx';
import { WidgetParts } from './WidgetParts.tsx';
import { FormNumberField } from './FormNumberField.tsx';

/** All of a catering widget that the earlier form can change. */
export function CateringParts(props: PartProps<CateringConfig>) {
  const { config, onChange } = props;
  return (
    <WidgetParts {...props} onChange={(changes) => onChange({ ...config, ...changes })}>
      <DeliveryPart {...props} />
      <RulesPart {...props} />
    </WidgetParts>
  );
}

function DeliveryPart({ config, opened, onChange, problems, isDisabled }: PartProps<CateringConfig>) {
  const { event } = config;
  const change = (changes: Partial<CateringConfig['event']>) =>
    onChange({ ...config, event: { ...event, ...changes } });
  const time = (name: 'from' | 'to') => ({
    value: event[name],
    onChange: (value: string) => change({ [name]: value }),
    stepMinutes: event.stepMinutes,
    error: problems[`event.${name}`],
    isDisabled,
    hasMessageLine: false,
    ...was(event[name], opened.event[name]),
  });
  return (
    <Part title="Deliveries">
      <div className={threeColumns}>
        <div className="max-sm:col-span-2">
          <DaysField
            value={event.days}
            opened={opened.event.days}
            onChange={(days) => change({ days })}
            error={problems['event.days']}
            isDisabled={isDisabled}
          />
        </div>
        <TimeField label="From" {...time('from')} />
        <TimeField label="To" {...time('to')} />
        <IntervalField
          value={event.stepMinutes}
          opened={opened.event.stepMinutes}
          onChange={(stepMinutes) => change({ stepMinutes })}
          isDisabled={isDisabled}
        />
        <FormNumberField
          label="Least notice"
          suffix="days"
          value={event.leadDays}
          opened={opened.event.leadDays}
          onChange={(leadDays) => change({ leadDays })}
          minValue={0}
          maxValue={90}
          error={problems['event.leadDays']}
          isDisabled={isDisabled}
        />
        <FormNumberField
          label="Furthest ahead"
          suffix="days"
          value={event.horizonDays}
          opened={opened.event.horizonDays}
          onChange={(horizonDays) => change({ horizonDays })}
          minValue={1}
          maxValue={730}
          error={problems['event.horizonDays']}
          isDisabled={isDisabled}
        />
      </div>
    </Part>
  );
}

function RulesPart({ config, opened, onChange, place, problems, isDisabled }: PartProps<CateringConfig>) {
  const { guests, price } = config;
  const minorPerUnit = 10 ** currencyDigits(place.currency);
  const field = (path: string) => ({ error: problems[path], isDisabled });
  return (
    <Part title="Rules">
      <div className={threeColumns}>
        <FormNumberField
          label="Fewest guests"
          value={guests.min}
          opened={opened.guests.min}
          onChange={(min) => onChange({ ...config, guests: { ...guests, min } })}
          minValue={1}
          maxValue={500}
          {...field('guests.min')}
        />
        <FormNumberField
          label="Most guests"
          value={guests.max}
          opened={opened.guests.max}
          onChange={(max) => onChange({ ...config, guests: { ...guests, max } })}
          minValue={1}
          maxValue={5000}
          {...field('guests.max')}
        />
        <FormNumberField
          label="Smallest order"
          suffix={place.currency}
          value={price.minimumMinor / minorPerUnit}
          opened={opened.price.minimumMinor / minorPerUnit}
          onChange={(amount) =>
            onChange({ ...config, price: { ...price, minimumMinor: Math.round(amount * minorPerUnit) } })
          }
          minValue={0}
          maxValue={100_000_000 / minorPerUnit}
          step={1 / minorPerUnit}
          {...field('price.minimumMinor')}
        />
      </div>
    </Part>
  );
}
