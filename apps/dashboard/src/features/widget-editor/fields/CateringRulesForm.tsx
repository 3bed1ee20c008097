import type { CateringConfig } from '@blunari/schema/config';
import { currencyDigits } from '@blunari/schema/money';
import { FormSection } from '@blunari/ui/form-section';
import { DraftNumberField } from './DraftNumberField.tsx';
import type { FormProps } from './form-props.ts';

export interface CateringRulesFormProps extends FormProps {
  config: CateringConfig;
  onChange: (config: CateringConfig) => void;
}

/** How many guests, how far ahead, and the smallest order. */
export function CateringRulesForm({ config, onChange, place, problems, isDisabled }: CateringRulesFormProps) {
  const { guests, event, price } = config;
  const minorPerUnit = 10 ** currencyDigits(place.currency);
  const field = (path: string) => ({ error: problems[path], isDisabled });
  return (
    <>
      <FormSection
        title="Guests"
        detail={
          place.phone === ''
            ? 'For fewer or more, guests only read this range'
            : 'For fewer or more, guests are asked to call you'
        }
      >
        <div className="grid grid-cols-2 gap-3">
          <DraftNumberField
            label="Fewest guests"
            value={guests.min}
            onChange={(min) => onChange({ ...config, guests: { ...guests, min } })}
            minValue={1}
            maxValue={500}
            {...field('guests.min')}
          />
          <DraftNumberField
            label="Most guests"
            value={guests.max}
            onChange={(max) => onChange({ ...config, guests: { ...guests, max } })}
            minValue={1}
            maxValue={5000}
            {...field('guests.max')}
          />
        </div>
      </FormSection>
      <FormSection title="Notice">
        <div className="grid grid-cols-2 gap-3">
          <DraftNumberField
            label="Least notice"
            variant="plain"
            suffix="days"
            value={event.leadDays}
            onChange={(leadDays) => onChange({ ...config, event: { ...event, leadDays } })}
            minValue={0}
            maxValue={90}
            {...field('event.leadDays')}
          />
          <DraftNumberField
            label="Furthest ahead"
            variant="plain"
            suffix="days"
            value={event.horizonDays}
            onChange={(horizonDays) => onChange({ ...config, event: { ...event, horizonDays } })}
            minValue={1}
            maxValue={730}
            {...field('event.horizonDays')}
          />
        </div>
      </FormSection>
      <FormSection title="Prices" detail="Before service and tax">
        <div className="grid grid-cols-2 gap-3">
          <DraftNumberField
            label="Smallest order"
            variant="plain"
            value={price.minimumMinor / minorPerUnit}
            onChange={(amount) =>
              onChange({ ...config, price: { ...price, minimumMinor: Math.round(amount * minorPerUnit) } })
            }
            minValue={0}
            maxValue={100_000_000 / minorPerUnit}
            step={1 / minorPerUnit}
            suffix={place.currency}
            hint="0 accepts every order"
            {...field('price.minimumMinor')}
          />
        </div>
      </FormSection>
    </>
  );
}
