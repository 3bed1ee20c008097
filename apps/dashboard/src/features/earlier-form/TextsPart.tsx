import type { Texts } from '@blunari/schema/config';
import { Select } from '@blunari/ui/select';
import { TextArea } from '@blunari/ui/text-area';
import { TextField } from '@blunari/ui/text-field';
import { useState } from 'react';
import type { PartProps } from './form-parts.ts';
import { Part } from './Part.tsx';
import { was } from './was.tsx';

/** The restaurant's own words, one language at a time. */
export function TextsPart({ config: texts, opened, onChange, place, problems, isDisabled }: PartProps<Texts>) {
  const [locale, setLocale] = useState(place.defaultLocale);
  const field = (name: keyof Texts) => ({
    value: texts[name][locale] ?? '',
    onChange: (text: string) => onChange({ ...texts, [name]: withText(texts[name], locale, text) }),
    error: problems[`texts.${name}.${locale}`],
    isDisabled,
    hasMessageLine: false,
    ...was(texts[name][locale] ?? '', opened[name][locale] ?? ''),
  });
  return (
    <Part
      title="Texts"
      end={
        place.locales.length > 1 && (
          <Select
            label="Language of the texts"
            isLabelHidden
            hasMessageLine={false}
            size="sm"
            value={locale}
            onChange={setLocale}
            options={place.locales.map((each) => ({ value: each, label: languages.of(each) ?? each }))}
          />
        )
      }
    >
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField label="Title" maxLength={60} {...field('title')} />
        <TextField label="Button" maxLength={24} {...field('submit')} />
      </div>
      <div className="mt-3">
        <TextArea label="Text below the title" maxLength={300} rows={1} {...field('intro')} />
      </div>
    </Part>
  );
}

/** The dashboard speaks English, so it names the languages in English. */
const languages = new Intl.DisplayNames('en', { type: 'language' });

/** An emptied text is removed: the product's own words then stand in each guest's language. */
function withText(texts: Readonly<Record<string, string>>, locale: string, text: string): Record<string, string> {
  const others = Object.entries(texts).filter(([each]) => each !== locale);
  return Object.fromEntries(text === '' ? others : [...others, [locale, text]]);
}
