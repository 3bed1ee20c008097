import type { Texts } from '@blunari/schema/config';
import { FormSection } from '@blunari/ui/form-section';
import { DraftTextField } from './DraftTextField.tsx';
import type { FormProps } from './form-props.ts';

export interface ContentFormProps extends FormProps {
  texts: Texts;
  onChange: (texts: Texts) => void;
}

/** The restaurant's own words in its main language. Empty ones fall back to the product's, in the guest's language. */
export function ContentForm({ texts, onChange, place, problems, isDisabled }: ContentFormProps) {
  const locale = place.defaultLocale;
  const field = (name: keyof Texts) => ({
    value: texts[name][locale] ?? '',
    // An emptied text is removed: the product's own words then stand in each guest's language.
    onChange: (text: string) => onChange({ ...texts, [name]: withText(texts[name], locale, text) }),
    error: problems[`texts.${name}.${locale}`],
    isDisabled,
  });
  const language = new Intl.DisplayNames('en', { type: 'language' }).of(locale) ?? locale;
  return (
    <>
      <FormSection title="At the start" detail={`In ${language}, your main language`}>
        <DraftTextField
          label="Title"
          maxLength={60}
          hint="Left empty, guests read “Book a table” in their language"
          {...field('title')}
        />
        <DraftTextField label="Welcome text" maxLength={300} isLong hint="Up to 300 letters" {...field('intro')} />
      </FormSection>
      <FormSection title="At the end">
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
      </FormSection>
    </>
  );
}

function withText(texts: Readonly<Record<string, string>>, locale: string, text: string): Record<string, string> {
  const others = Object.entries(texts).filter(([each]) => each !== locale);
  return Object.fromEntries(text === '' ? others : [...others, [locale, text]]);
}
