import { appError, errorCodes, type ErrorCode } from '@blunari/schema/errors';
import { buildAvailability } from '@blunari/schema/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bookingReducer, type BookingEvent } from './booking-reducer.ts';
import { initialBookingState, type BookingState } from './booking-state.ts';
import { goneTime, isDayClosed, nextTimes, reconcileBooking } from './reconcile-booking.ts';

const party = { min: 1, max: 8, default: 2 };
const saturday = '2026-11-21';
const time = { localDate: saturday, localTime: '19:30', startsAt: `${saturday}T19:30:00.000Z` };
const receipt = {
  id: '0197a3c0-0000-7000-8000-000000000001',
  reference: 'C7D-XK4',
  status: 'confirmed' as const,
  partySize: 4,
  startsAt: time.startsAt,
  localDate: saturday,
  localTime: '19:30',
  timeZone: 'Europe/Rome',
  durationMinutes: 105,
};

const run = (events: readonly BookingEvent[], from = initialBookingState(party)): BookingState =>
  events.reduce((state, event) => bookingReducer(state, event, party), from);

const toDetails: readonly BookingEvent[] = [
  { type: 'partyPicked', partySize: 4 },
  { type: 'stepOpened', step: 'date' },
  { type: 'dayPicked', localDate: saturday },
  { type: 'stepOpened', step: 'time' },
  { type: 'timePicked', time },
  { type: 'stepOpened', step: 'details' },
  { type: 'contactTyped', field: 'name', value: 'Giulia' },
];

const failed = (code: ErrorCode, fields?: Record<string, string>): BookingEvent => ({
  type: 'sendFailed',
  error: appError(code, 'no', fields ? { fields } : {}),
});

describe('bookingReducer', () => {
  it('walks from party to done', () => {
    const done = run([...toDetails, { type: 'sendStarted', attemptKey: 'key-1' }, { type: 'sendSucceeded', receipt }]);
    expect(done).toMatchObject({ step: 'done', partySize: 4, time, receipt, isSending: false, attemptKey: null });
  });

  it('opens no step whose answers are missing', () => {
    expect(run([{ type: 'stepOpened', step: 'time' }]).step).toBe('party');
    expect(run([{ type: 'stepOpened', step: 'details' }]).step).toBe('party');
    expect(run([...toDetails, { type: 'stepOpened', step: 'done' }]).step).toBe('details');
  });

  it('drops the time when another day or another party size is chosen, and keeps what was typed', () => {
    const otherDay = run([
      ...toDetails,
      { type: 'stepOpened', step: 'date' },
      { type: 'dayPicked', localDate: '2026-11-22' },
    ]);
    expect(otherDay).toMatchObject({ time: null, localDate: '2026-11-22', contact: { name: 'Giulia' } });
    const otherParty = run([
      ...toDetails,
      { type: 'stepOpened', step: 'party' },
      { type: 'partyPicked', partySize: 5 },
    ]);
    expect(otherParty).toMatchObject({ time: null, localDate: saturday, contact: { name: 'Giulia' } });
  });

  it('keeps the typed data and stays at the details when the time was taken, and takes another from there', () => {
    const taken = run([...toDetails, { type: 'sendStarted', attemptKey: 'key-1' }, failed('slot_taken')]);
    expect(taken).toMatchObject({
      step: 'details',
      gone: time,
      time: null,
      contact: { name: 'Giulia' },
    });
    const other = { ...time, localTime: '20:00', startsAt: `${saturday}T20:00:00.000Z` };
    expect(run([{ type: 'timePicked', time: other }], taken)).toMatchObject({
      step: 'details',
      gone: null,
      time: other,
    });
  });

  it('repeats the idempotency key of a try that may be stored, whatever later tries are refused for', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...errorCodes)), (codes) => {
        const lost = [...toDetails, { type: 'sendStarted', attemptKey: 'key-1' } as const, failed('unavailable')];
        expect(run([...lost, ...codes.map((code) => failed(code))]).attemptKey).toBe('key-1');
      }),
    );
  });

  it('forgets a lost answer once the line is back, and keeps the key of that try and any other refusal', () => {
    const lost = [...toDetails, { type: 'sendStarted', attemptKey: 'key-1' } as const, failed('unavailable')];
    expect(run([...lost, { type: 'cameOnline' }])).toMatchObject({ failure: null, attemptKey: 'key-1' });
    expect(run([...toDetails, failed('rate_limited'), { type: 'cameOnline' }]).failure?.code).toBe('rate_limited');
  });

  it('marks the field the server refused until the guest types in it', () => {
    const refused = run([...toDetails, failed('invalid_input', { 'guest.email': 'incomplete' })]);
    expect(refused.refused).toEqual(['email']);
    expect(run([{ type: 'contactTyped', field: 'email', value: 'g@example.com' }], refused).refused).toEqual([]);
  });

  it('checks a field once it was left with something in it', () => {
    expect(run([{ type: 'fieldLeft', field: 'email' }]).checked).toEqual([]);
    const typed = run([
      { type: 'contactTyped', field: 'email', value: 'g' },
      { type: 'fieldLeft', field: 'email' },
    ]);
    expect(typed.checked).toEqual(['email']);
  });

  it('starts over with the same guest and nothing else', () => {
    const again = run([...toDetails, { type: 'sendSucceeded', receipt }, { type: 'startedOver' }]);
    expect(again).toMatchObject({
      step: 'party',
      time: null,
      receipt: null,
      partySize: 2,
      contact: { name: 'Giulia' },
    });
  });
});

describe('dayClosed', () => {
  const closed = { type: 'dayClosed' } as const;

  it('asks for another day, and keeps which one it was and what was typed', () => {
    expect(run([...toDetails, closed])).toMatchObject({
      step: 'date',
      localDate: saturday,
      time: null,
      contact: { name: 'Giulia' },
    });
  });

  it('waits for the answer of a booking on its way, and moves nobody who is not choosing a time', () => {
    const sending = run([...toDetails, { type: 'sendStarted', attemptKey: 'k' }]);
    expect(run([closed], sending)).toBe(sending);
    const atParty = run([...toDetails, { type: 'stepOpened', step: 'party' }]);
    expect(run([closed], atParty)).toBe(atParty);
  });
});

describe('isDayClosed', () => {
  const answer = buildAvailability('2026-11-14', 14, 4);
  const days = answer.days.map((day) =>
    day.localDate === saturday ? { ...day, status: 'closed' as const, sittings: [] } : day,
  );

  it('judges the chosen day only, by an answer that holds it', () => {
    expect(isDayClosed(run(toDetails), answer)).toBe(false);
    expect(isDayClosed(run(toDetails), { ...answer, days })).toBe(true);
    expect(isDayClosed(run(toDetails.slice(0, 2)), { ...answer, days })).toBe(false);
    expect(isDayClosed(run(toDetails), null)).toBe(false);
  });
});

describe('stepShown', () => {
  it('shows the times of a day with the default party, and moves no focus', () => {
    const before = run(toDetails);
    const shown = run([{ type: 'stepShown', step: 'time', localDate: saturday }], before);
    expect(shown).toMatchObject({ step: 'time', partySize: 2, localDate: saturday, time: null, moves: before.moves });
  });
});

describe('reconcileBooking', () => {
  it('asks again when the party is no longer taken, says so, and keeps day and typed data', () => {
    const state = reconcileBooking(run(toDetails), { ...party, max: 3 });
    expect(state).toMatchObject({
      step: 'party',
      partySize: null,
      partyNotice: { kind: 'too-large', was: 4, limit: 3 },
      localDate: saturday,
      contact: { name: 'Giulia' },
      time: null,
    });
  });

  it('asks again below a raised minimum too', () => {
    expect(reconcileBooking(run(toDetails), { ...party, min: 6, default: 6 }).partyNotice).toEqual({
      kind: 'too-small',
      was: 4,
      limit: 6,
    });
  });

  it('takes back what it said once the party is taken again, and follows a limit that moves on', () => {
    const lowered = reconcileBooking(run(toDetails), { ...party, max: 3 });
    expect(reconcileBooking(lowered, party)).toMatchObject({ partySize: 4, partyNotice: null, localDate: saturday });
    expect(reconcileBooking(lowered, { ...party, max: 2 }).partyNotice).toEqual({
      kind: 'too-large',
      was: 4,
      limit: 2,
    });
    expect(reconcileBooking(run([{ type: 'partyPicked', partySize: 3 }], lowered), party).partySize).toBe(3);
  });

  it('only moves the suggestion along while nothing was chosen', () => {
    const state = reconcileBooking(initialBookingState(party), { min: 4, max: 8, default: 4 });
    expect(state).toMatchObject({ partySize: 4, partyNotice: null });
  });

  it('leaves a booking on its way, and one that is made, alone', () => {
    const sending = run([...toDetails, { type: 'sendStarted', attemptKey: 'k' }]);
    expect(reconcileBooking(sending, { ...party, max: 3 })).toBe(sending);
    const done = run([...toDetails, { type: 'sendSucceeded', receipt }]);
    expect(reconcileBooking(done, { ...party, max: 3 })).toBe(done);
  });

  it('settles: doing it twice changes nothing more, and what was typed survives any change of limits', () => {
    const limits = fc
      .tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 30 }))
      .map(([min, more]) => ({ min, max: min + more, default: min }));
    fc.assert(
      fc.property(limits, fc.integer({ min: 0, max: toDetails.length }), (changed, count) => {
        const before = run(toDetails.slice(0, count));
        const after = reconcileBooking(before, changed);
        expect(reconcileBooking(after, changed)).toBe(after);
        expect(after.contact).toEqual(before.contact);
        expect(after.partySize === null || (after.partySize >= changed.min && after.partySize <= changed.max)).toBe(
          true,
        );
      }),
    );
  });
});

describe('goneTime', () => {
  const answer = buildAvailability('2026-11-14', 14, 4);
  const withTaken = {
    ...answer,
    days: answer.days.map((day) => ({
      ...day,
      sittings: day.sittings.map((sitting) => ({
        ...sitting,
        slots: sitting.slots.map((slot) => (slot.startsAt === time.startsAt ? { ...slot, isFree: false } : slot)),
      })),
    })),
  };

  it('notices from a newer answer that the chosen time went', () => {
    expect(goneTime(run(toDetails), answer)).toBeNull();
    expect(goneTime(run(toDetails), withTaken)).toEqual(time);
  });

  it('does not judge by an answer for another party or another month, nor while the booking is on its way', () => {
    expect(goneTime(run(toDetails), { ...withTaken, partySize: 2 })).toBeNull();
    expect(goneTime(run(toDetails), buildAvailability('2026-12-01', 31, 4))).toBeNull();
    expect(goneTime(run([...toDetails, { type: 'sendStarted', attemptKey: 'k' }]), withTaken)).toBeNull();
  });

  it('offers the three nearest free times of that day, in order', () => {
    expect(nextTimes(withTaken, time).map((each) => each.localTime)).toEqual(['18:30', '20:00', '21:00']);
    expect(nextTimes(buildAvailability('2026-11-14', 2, 4), time)).toEqual([]);
  });
});
