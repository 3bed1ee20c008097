import type { Words } from '../i18n/words.ts';
import type { Chip } from '../parts/Chips.tsx';
import type { BookingState, BookingStep } from './booking-state.ts';

/** Earlier answers above the current step; day and time share one chip once both are known. */
export function bookingChips(state: BookingState, words: Words, today: string): readonly Chip<BookingStep>[] {
  const { messages, formats } = words;
  const chips: Chip<BookingStep>[] = [];
  if (state.step === 'party' || state.partySize === null) return chips;
  const short = state.step === 'date' ? {} : { short: formats.count(state.partySize) };
  chips.push({ step: 'party', icon: 'guests', answer: messages.guests(state.partySize), ...short });
  const day = state.localDate === null ? null : formats.day(state.localDate, today);
  if (state.step === 'time' && day !== null) chips.push({ step: 'date', icon: 'calendar', answer: day });
  if (state.step === 'details' && state.time && day !== null) {
    chips.push({ step: 'date', icon: 'calendar', answer: `${day}, ${formats.time(state.time.localTime)}` });
  }
  return chips;
}
