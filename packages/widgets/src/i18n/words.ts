import type { Place } from '@blunari/schema/config';
import { createContext, useContext } from 'react';
import { en } from './en.ts';
import { formatsFor, type Formats } from './formats.ts';
import { messagesFor } from './locale.ts';
import type { Messages } from './messages.ts';

/** What every part of a widget needs to speak. */
export interface Words {
  readonly messages: Messages;
  readonly formats: Formats;
  /** The guest's language tag as the server knows it, without the region we add for formats. */
  readonly locale: string;
  readonly defaultLocale: string;
}

const WordsContext = createContext<Words>({
  messages: en,
  formats: formatsFor('en', ''),
  locale: 'en',
  defaultLocale: 'en',
});

export const WordsProvider = WordsContext.Provider;

export function useWords(): Words {
  return useContext(WordsContext);
}

export function wordsFor(locale: string, place: Pick<Place, 'country' | 'defaultLocale'>): Words {
  return {
    messages: messagesFor(locale),
    formats: formatsFor(locale, place.country),
    locale,
    defaultLocale: place.defaultLocale,
  };
}
