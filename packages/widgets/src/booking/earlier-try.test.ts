import type { BookingReceipt } from '@blunari/schema/booking';
import { appError } from '@blunari/schema/errors';
import { expect, it } from 'vitest';
import { bookingReducer, type BookingEvent } from './booking-reducer.ts';
import { initialBookingState, type BookingState } from './booking-state.ts';

const party = { min: 1, max: 8, default: 2 };
const saturday = '2026-11-21';
const earlier: BookingReceipt = {
  id: '0197a3c0-0000-7000-8000-000000000001',
  reference: 'C7D-XK4',
  status: 'confirmed',
  partySize: 4,
  startsAt: `${saturday}T18:30:00.000Z`,
  localDate: saturday,
  localTime: '19:30',
  timeZone: 'Europe/Rome',
  durationMinutes: 105,
};
const wished = { localDate: saturday, localTime: '20:00', startsAt: `${saturday}T19:00:00.000Z` };

const run = (events: readonly BookingEvent[], from = initialBookingState(party)): BookingState =>
  events.reduce((state, event) => bookingReducer(state, event, party), from);

/** The first try's answer got lost; the guest chose another time; the server says what the first try has booked. */
const told = run([
  { type: 'partyPicked', partySize: 4 },
  { type: 'dayPicked', localDate: saturday },
  { type: 'timePicked', time: wished },
  { type: 'stepOpened', step: 'details' },
  { type: 'sendStarted', attemptKey: 'key-1' },
  { type: 'sendFailed', error: { ...appError('idempotency_mismatch', 'no'), earlier } },
]);

it('tells the guest what an earlier try has booked, and keeps its key: nothing is booked twice unknowingly', () => {
  expect(told).toMatchObject({ step: 'details', earlier, time: wished, attemptKey: 'key-1', isSending: false });
});

it('ends with the earlier booking when the guest keeps it', () => {
  expect(run([{ type: 'earlierKept' }], told)).toMatchObject({ step: 'done', receipt: earlier, attemptKey: null });
});

it('books with the new key when the guest wants another table as well, and repeats that one from then on', () => {
  const sending = run([{ type: 'sendStarted', attemptKey: 'key-2' }], told);
  expect(sending).toMatchObject({ earlier: null, attemptKey: 'key-2', time: wished });
  const lost = run([{ type: 'sendFailed', error: appError('unavailable', 'no') }], sending);
  expect(lost.attemptKey).toBe('key-2');
});

it('asks again when the guest changes something instead of choosing', () => {
  const changing = run([{ type: 'stepOpened', step: 'date' }], told);
  expect(changing).toMatchObject({ step: 'date', earlier: null, attemptKey: 'key-1' });
});

it('shows the earlier booking though the chosen day has closed meanwhile', () => {
  expect(run([{ type: 'dayClosed' }], told)).toBe(told);
});

it('keeps nothing where no earlier booking is named', () => {
  const plain = run([{ type: 'sendFailed', error: appError('idempotency_mismatch', 'no') }]);
  expect(run([{ type: 'earlierKept' }], plain)).toBe(plain);
});
