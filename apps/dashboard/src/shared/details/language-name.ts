const names = new Intl.DisplayNames('en', { type: 'language' });

/** `German (Germany)` for `de-DE`; a tag that names no language is shown as it is. */
export function languageName(locale: string): string {
  try {
    return names.of(locale) ?? locale;
  } catch {
    return locale;
  }
}
