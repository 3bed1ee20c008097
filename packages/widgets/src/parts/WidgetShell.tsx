import type { Appearance, Place } from '@blunari/schema/config';
import { useMemo, type CSSProperties, type ReactNode } from 'react';
import { messagesFor } from '../i18n/locale.ts';
import { wordsFor, WordsProvider } from '../i18n/words.ts';
import { widgetTheme } from '../theme/theme.ts';
import { useScheme } from '../theme/use-scheme.ts';

interface WidgetShellProps {
  readonly appearance: Appearance;
  readonly place: Place;
  readonly locale: string;
  /** The page's own font family, where the frame was told it. */
  readonly hostFont?: string | undefined;
  /** Lets the guest choose among the restaurant's languages; without it the language is only named. */
  readonly onLocale?: ((locale: string) => void) | undefined;
  readonly label: string;
  /** What stands at the foot beside the language. */
  readonly footer: string;
  readonly children: ReactNode;
}

/** The card around every widget: colours, direction, language and the quiet line at its foot. */
export function WidgetShell(props: WidgetShellProps) {
  const { appearance, place, locale, hostFont, label, footer, children } = props;
  const scheme = useScheme(appearance.theme);
  const theme = useMemo(() => widgetTheme(appearance, scheme, hostFont), [appearance, scheme, hostFont]);
  const { country, defaultLocale } = place;
  const words = useMemo(() => wordsFor(locale, { country, defaultLocale }), [locale, country, defaultLocale]);
  const style: CSSProperties & Record<string, string> = { ...theme.tokens };
  return (
    <WordsProvider value={words}>
      <section
        className="bw"
        aria-label={label}
        lang={locale}
        dir={words.formats.isRightToLeft ? 'rtl' : 'ltr'}
        data-surface={theme.surface}
        style={style}
      >
        {children}
        <div className="bw-by">
          <span>{footer}</span>
          <Language {...props} />
        </div>
      </section>
    </WordsProvider>
  );
}

function Language({ place, locale, onLocale }: WidgetShellProps) {
  const { language, languageLabel } = messagesFor(locale);
  if (!onLocale || place.locales.length < 2) return <span>{language}</span>;
  return (
    <select
      className="bw-language"
      aria-label={languageLabel}
      value={locale}
      onChange={(event) => onLocale(event.currentTarget.value)}
    >
      {place.locales.map((offered) => (
        <option key={offered} value={offered}>
          {languageName(offered)}
        </option>
      ))}
    </select>
  );
}

function languageName(locale: string): string {
  return new Intl.DisplayNames([locale], { type: 'language' }).of(locale) ?? locale;
}
