/** Picks the text for a guest: exact locale, its language, the tenant's default, then `fallback`. Empty counts as missing. */
export function pickText(
  texts: Readonly<Record<string, string>>,
  locale: string,
  defaultLocale: string,
  fallback: string,
): string {
  return texts[locale] || texts[languageOf(locale)] || texts[defaultLocale] || fallback;
}

/** `de` of `de-CH`. */
export const languageOf = (locale: string): string => locale.split('-')[0] ?? locale;

/** The first wish that the restaurant speaks, by exact tag and then by language; else the restaurant's default. */
export function pickLocale(wishes: readonly string[], offered: readonly string[], defaultLocale: string): string {
  for (const wish of wishes) {
    const match =
      offered.find((locale) => locale === wish) ?? offered.find((locale) => languageOf(locale) === languageOf(wish));
    if (match) return match;
  }
  return defaultLocale;
}
