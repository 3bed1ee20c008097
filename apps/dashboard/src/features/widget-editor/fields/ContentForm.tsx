import type { Texts } from '@blunari/schema/config';
import { FormSection } from '@blunari/ui/form-section';
import { Select } from '@blunari/ui/select';
import { DraftTextField } from './DraftTextField.tsx';
import type { FormProps } from './form-props.ts';

export interface ContentFormProps extends FormProps {
  texts: Texts;
  onChange: (texts: Texts) => void;
  language: string;
  onLanguageChange: (language: string) => void;
}

/** The restaurant's own words, one language at a time. Where they are empty, the product's own stand. */
export function ContentForm(props: ContentFormProps) {
  const { texts, onChange, place, problems, isDisabled, language: locale, onLanguageChange } = props;
  const field = (name: keyof Texts) => ({
    value: texts[name][locale] ?? '',
    // An emptied text is removed: the product's own words then stand in each guest's language.
    onChange: (text: string) => onChange({ ...texts, [name]: withText(texts[name], locale, text) }),
    error: problems[`texts.${name}.${locale}`],
    isDisabled,
  });
  return (
    <>
      {place.locales.length > 1 && (
        <FormSection title="Language" detail="Guests read their own, or your main language">
          <Select
            label="Language"
            isLabelHidden
            hasMessageLine={false}
            value={locale}
            onChange={onLanguageChange}
            options={place.locales.map((each) => ({
              value: each,
              label: names.of(each) ?? each,
              ...(each === place.defaultLocale ? { detail: 'main' } : {}),
            }))}
          />
        </FormSection>
      )}
      <FormSection title="At the start">
        <div className="grid gap-3">
          <DraftTextField
            label="Title"
            maxLength={60}
            hint="Left empty, guests read “Book a table” in their language"
            {...field('title')}
          />
          <DraftTextField label="Welcome text" maxLength={300} isLong hint="Up to 300 letters" {...field('intro')} />
        </div>
      </FormSection>
      <FormSection title="At the end">
        <div className="grid gap-3">
          <DraftTextField
            label="Button"
            maxLength={24}
            hint="Left empty, the usual words in the guest’s language"
            {...field('submit')}
          />
          <DraftTextField
            label="House rules"
            maxLength={1000}
            isLong
            hint="Shown before the button"
            {...field('policy')}
          />
          <DraftTextField
            label="After sending"
            maxLength={600}
            isLong
            hint="What guests read when it is done"
            {...field('success')}
          />
        </div>
      </FormSection>
    </>
  );
}

/** The dashboard speaks English, so it names the languages in English. */
const names = new Intl.DisplayNames('en', { type: 'language' });

function withText(texts: Readonly<Record<string, string>>, locale: string, text: string): Record<string, string> {
  const others = Object.entries(texts).filter(([each]) => each !== locale);
  return Object.fromEntries(text === '' ? others : [...others, [locale, text]]);
}
