import type { Appearance } from '@blunari/schema/config';
import { ColorField } from '@blunari/ui/color-field';
import { Select } from '@blunari/ui/select';
import { valueWords } from './field-words.ts';
import type { PartProps } from './form-parts.ts';
import { Part, threeColumns } from './Part.tsx';
import { was } from './was.tsx';

export function ColourPart({ config, opened, onChange, place, problems, isDisabled }: PartProps<Appearance>) {
  const colour = (name: 'primary' | 'background', label: string) => ({
    label,
    value: config[name],
    onChange: (value: string) => onChange({ ...config, [name]: value }),
    invalidText: 'Write it as #1F5C4A',
    pickerLabel: `Choose the ${label.toLowerCase()}`,
    areaLabel: 'Saturation and brightness',
    hueLabel: 'Hue',
    error: problems[`appearance.${name}`],
    isDisabled,
    hasMessageLine: false,
    ...was(config[name].toLowerCase(), opened[name].toLowerCase()),
  });
  return (
    <Part title="Colour">
      <div className={threeColumns}>
        <ColorField {...colour('primary', 'Main colour')} />
        <ColorField {...colour('background', 'Background')} />
        <Select
          label="Typeface"
          hasMessageLine={false}
          value={config.font}
          onChange={(font) => onChange({ ...config, font })}
          options={typefaces}
          isDisabled={isDisabled}
          {...was(config.font, opened.font, (font) =>
            valueWords(['appearance', 'font'], font, { currency: place.currency, defaultLocale: place.defaultLocale }),
          )}
        />
      </div>
    </Part>
  );
}

const typefaces = [
  { value: 'system', label: 'Plain' },
  { value: 'serif', label: 'Serif' },
  { value: 'host', label: 'Your site’s' },
] as const;
