import { languageOf } from '@blunari/schema/localized';
import { en } from './en.ts';
import type { Messages } from './messages.ts';

export { pickLocale } from '@blunari/schema/localized';

/** Catalogues at hand. English is built in; a guest downloads one other language at most, as a file of its own. */
const catalogues: Record<string, Messages> = { en };

const loaders: Readonly<Record<string, () => Promise<Messages>>> = {
  it: async () => (await import('./it.ts')).it,
  de: async () => (await import('./de.ts')).de,
  fr: async () => (await import('./fr.ts')).fr,
};

/** The product's words in a guest's language; English where there is no catalogue, or none was loaded. */
export function messagesFor(locale: string): Messages {
  return catalogues[languageOf(locale)] ?? en;
}

/** Whether `messagesFor` has this language at hand, or never will. */
export function hasMessages(locale: string): boolean {
  const language = languageOf(locale);
  return language in catalogues || !(language in loaders);
}

/** Loads a language for `messagesFor`. A file that does not come leaves English, and is asked for again next time. */
export async function loadMessages(locale: string): Promise<void> {
  if (hasMessages(locale)) return;
  const language = languageOf(locale);
  const messages = await loaders[language]?.().catch(() => null);
  if (messages) catalogues[language] = messages;
}
