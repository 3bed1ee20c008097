import { de } from './de.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import { it } from './it.ts';
import type { Messages } from './messages.ts';

const catalogues: Readonly<Record<string, Messages>> = { en, it, de, fr };

const languageOf = (locale: string): string => locale.split('-')[0] ?? locale;

/** The product's words in a guest's language; English where there is no catalogue. */
export function messagesFor(locale: string): Messages {
  return catalogues[languageOf(locale)] ?? en;
}

/** The first wish that the restaurant speaks, by exact tag and then by language; else the restaurant's default. */
export function pickLocale(wishes: readonly string[], offered: readonly string[], defaultLocale: string): string {
  for (const wish of wishes) {
    const match =
      offered.find((locale) => locale === wish) ?? offered.find((locale) => languageOf(locale) === languageOf(wish));
    if (match) return match;
  }
  return defaultLocale;
}
