/** Picks the text for a guest: exact locale, its language, the tenant's default, then `fallback`. Empty counts as missing. */
export function pickText(
  texts: Readonly<Record<string, string>>,
  locale: string,
  defaultLocale: string,
  fallback: string,
): string {
  const language = locale.split('-')[0] ?? locale;
  return texts[locale] || texts[language] || texts[defaultLocale] || fallback;
}
