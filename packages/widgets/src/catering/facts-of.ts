import type { RequestReceipt } from '@blunari/schema/catering';
import { pickText } from '@blunari/schema/localized';
import type { Words } from '../i18n/words.ts';

/** What was asked for, in the guest's words. */
export function factsOf(receipt: RequestReceipt, words: Words, today: string) {
  const { messages, formats, locale, defaultLocale } = words;
  return [
    { term: messages.event, value: `${formats.day(receipt.localDate, today)}, ${formats.time(receipt.localTime)}` },
    { term: messages.guestsLabel, value: formats.count(receipt.guests) },
    { term: messages.package, value: pickText(receipt.packageName, locale, defaultLocale, '') },
    { term: messages.estimate, value: formats.money(receipt.totalMinor, receipt.currency) },
  ];
}
