import type { Appearance } from '@blunari/schema/config';
import { ColorField } from '@blunari/ui/color-field';
import { FormSection } from '@blunari/ui/form-section';
import { SegmentedControl } from '@blunari/ui/segmented-control';
import { widgetTheme } from '@blunari/widgets/theme';
import { DraftNumberField } from './DraftNumberField.tsx';
import type { FormProps } from './form-props.ts';

export interface AppearanceFormProps extends FormProps {
  appearance: Appearance;
  onChange: (appearance: Appearance) => void;
}

export function AppearanceForm({ appearance, onChange, problems, isDisabled }: AppearanceFormProps) {
  return (
    <>
      <FormSection title="Colours" detail="Text on them always stays readable">
        <div className="grid grid-cols-[repeat(auto-fit,minmax(136px,1fr))] gap-x-3">
          {colours.map(({ name, label }) => (
            <ColorField
              key={name}
              label={label}
              value={appearance[name]}
              onChange={(colour) => onChange({ ...appearance, [name]: colour })}
              invalidText="Write it as #1F5C4A"
              pickerLabel={`Choose the ${label.toLowerCase()}`}
              areaLabel="Saturation and brightness"
              hueLabel="Hue"
              error={problems[`appearance.${name}`]}
              isDisabled={isDisabled}
            />
          ))}
        </div>
        <p className="m-0 mt-1 text-13 text-ink-2">{contrastWords(appearance)}</p>
      </FormSection>
      <FormSection title="Theme" detail="Automatic follows the guest’s device">
        <Choice
          label="Theme"
          value={appearance.theme}
          onChange={(theme) => onChange({ ...appearance, theme })}
          isDisabled={isDisabled}
          segments={[
            { value: 'light', label: 'Light' },
            { value: 'dark', label: 'Dark' },
            { value: 'auto', label: 'Automatic' },
          ]}
        />
      </FormSection>
      <FormSection title="Shape and type">
        <div className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-3">
          <DraftNumberField
            label="Corner radius"
            value={appearance.radius}
            onChange={(radius) => onChange({ ...appearance, radius })}
            minValue={0}
            maxValue={24}
            suffix="px"
            error={problems['appearance.radius']}
            isDisabled={isDisabled}
          />
          <div>
            <div aria-hidden className="mb-1.5 text-12 font-medium text-ink-2">
              Typeface of titles
            </div>
            <Choice
              label="Typeface of titles"
              value={appearance.font}
              onChange={(font) => onChange({ ...appearance, font })}
              isDisabled={isDisabled}
              segments={[
                { value: 'system', label: 'Plain' },
                { value: 'serif', label: 'Serif' },
                { value: 'host', label: 'Your site’s' },
              ]}
            />
          </div>
        </div>
      </FormSection>
    </>
  );
}

const colours = [
  { name: 'primary', label: 'Main colour' },
  { name: 'background', label: 'Background' },
  { name: 'text', label: 'Text colour' },
] as const;

/** What the widget's contrast guard does with these colours. */
function contrastWords(appearance: Appearance): string {
  const { isPrimaryAdjusted, isTextAdjusted, tokens } = widgetTheme(appearance, 'light');
  if (isPrimaryAdjusted && isTextAdjusted) {
    return `Both are hard to read on this background. Guests see ${tokens['--bw-accent']} and ${tokens['--bw-ink']} instead.`;
  }
  if (isPrimaryAdjusted) {
    return `The main colour is hard to read here. Guests see ${tokens['--bw-accent']} instead, the nearest that reads well.`;
  }
  if (isTextAdjusted) return `The text colour is hard to read here. Guests see ${tokens['--bw-ink']} instead.`;
  return 'These colours read well: every text has a contrast of at least 4.5 to 1.';
}

interface ChoiceProps<Value extends string> {
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  isDisabled: boolean;
  segments: readonly { value: Value; label: string }[];
}

/** A segmented control that can be out of reach: then it says its value in words. */
function Choice<Value extends string>({ isDisabled, ...choice }: ChoiceProps<Value>) {
  if (!isDisabled) return <SegmentedControl {...choice} />;
  return <p className="m-0 text-14">{choice.segments.find(({ value }) => value === choice.value)?.label}</p>;
}
