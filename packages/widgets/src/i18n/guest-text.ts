import { pickText } from '@blunari/schema/localized';

/**
 * A title or a button's word, whose twin the product has itself: the restaurant's text in the guest's language, else
 * our own words in that language, so that no form speaks two. Texts that only the restaurant has, such as an intro,
 * fall back to its main language instead.
 */
export function guestText(texts: Readonly<Record<string, string>>, locale: string, ownWords: string): string {
  return pickText(texts, locale, locale, ownWords);
}
