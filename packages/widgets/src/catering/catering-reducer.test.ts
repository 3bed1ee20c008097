import { appError, errorCodes, type ErrorCode } from '@blunari/schema/errors';
import { buildCateringConfig } from '@blunari/schema/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cateringReducer, furthestStep, reconcileCatering, type CateringEvent } from './catering-reducer.ts';
import { initialCateringState, type CateringState } from './catering-state.ts';
import { eventDayStatus, eventTimes, guestsFrom, suggestedTime } from './event-rules.ts';

const config = buildCateringConfig();
const context = { config, today: '2026-11-14' };

const run = (events: readonly CateringEvent[]): CateringState =>
  events.reduce((state, event) => cateringReducer(state, event, context), initialCateringState);

const failed = (code: ErrorCode): CateringEvent => ({ type: 'sendFailed', error: appError(code, 'no') });

const toContact: readonly CateringEvent[] = [
  { type: 'dayPicked', localDate: '2026-11-26' },
  { type: 'guestsTyped', value: '45' },
  { type: 'stepOpened', step: 'package' },
  { type: 'packagePicked', packageId: 'garden-buffet' },
  { type: 'stepOpened', step: 'contact' },
  { type: 'contactTyped', field: 'name', value: 'Amara' },
];

describe('cateringReducer', () => {
  it('walks from the event to the contact', () => {
    expect(run(toContact)).toMatchObject({ step: 'contact', packageId: 'garden-buffet', guests: '45' });
  });

  it('stays and says what is missing when the guest wants to go on too early', () => {
    const early = run([{ type: 'stepOpened', step: 'package' }]);
    expect(early).toMatchObject({ step: 'event', isEventChecked: true });
    const noPackage = run([...toContact.slice(0, 3), { type: 'stepOpened', step: 'contact' }]);
    expect(noPackage).toMatchObject({ step: 'package', isPackageChecked: true });
  });

  it('repeats the idempotency key of a try that may be stored, whatever later tries are refused for', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...errorCodes)), (codes) => {
        const lost = [...toContact, { type: 'sendStarted', attemptKey: 'key-1' } as const, failed('unavailable')];
        expect(run([...lost, ...codes.map((code) => failed(code))]).attemptKey).toBe('key-1');
      }),
    );
  });

  it('tells what an earlier try has asked for, keeps its key, and ends with that request when the guest keeps it', () => {
    const earlier = {
      id: '0197a3c0-0000-7000-8000-000000000001',
      reference: 'C7D-XK4',
      status: 'new' as const,
      localDate: '2026-11-26',
      localTime: '12:00',
      guests: 40,
      packageName: { en: 'Garden Buffet' },
      totalMinor: 108_000,
      currency: 'GBP',
    };
    const mismatch = { ...appError('idempotency_mismatch', 'no'), earlier };
    const sent: CateringEvent = { type: 'sendStarted', attemptKey: 'key-1' };
    const told = run([...toContact, sent, { type: 'sendFailed', error: mismatch }]);
    expect(told).toMatchObject({ step: 'contact', earlier, attemptKey: 'key-1', guests: '45' });
    const kept = cateringReducer(told, { type: 'earlierKept' }, context);
    expect(kept).toMatchObject({ step: 'sent', receipt: earlier, attemptKey: null });
    const another = cateringReducer(told, { ...sent, attemptKey: 'key-2' }, context);
    expect(another).toMatchObject({ earlier: null, attemptKey: 'key-2', isSending: true });
  });
});

describe('reconcileCatering', () => {
  it('leads back to the package that went, with everything typed kept', () => {
    const { 'breakfast-tray': tray } = config.menu.packages;
    const menu = { packages: tray ? { 'breakfast-tray': tray } : {} };
    const state = reconcileCatering(run(toContact), { ...context, config: { ...config, menu } });
    expect(state).toMatchObject({ step: 'package', contact: { name: 'Amara' }, guests: '45', isPackageChecked: true });
  });

  it('leads back to the event when its limits moved', () => {
    const fewer = { ...config, guests: { min: 10, max: 30 } };
    expect(reconcileCatering(run(toContact), { ...context, config: fewer }).step).toBe('event');
    const later = { ...config, event: { ...config.event, leadDays: 30 } };
    expect(reconcileCatering(run(toContact), { ...context, config: later }).step).toBe('event');
  });

  it('changes nothing while all answers hold', () => {
    const state = run(toContact);
    expect(reconcileCatering(state, context)).toBe(state);
    expect(furthestStep(state, context)).toBe('contact');
  });
});

describe('event rules', () => {
  it('offers days within notice and horizon on which the kitchen works', () => {
    const days = ['2026-11-15', '2026-11-16', '2026-11-22', '2027-11-15'];
    expect(days.map((day) => eventDayStatus(day, '2026-11-14', config.event))).toEqual([
      'off',
      'open',
      'closed',
      'off',
    ]);
  });

  it('offers starts from first to last and suggests noon', () => {
    const times = eventTimes(config.event);
    expect([times[0], times.at(-1), times.length]).toEqual(['08:00', '20:00', 25]);
    expect(suggestedTime(config.event)).toBe('12:00');
    expect(suggestedTime({ ...config.event, from: '17:00' })).toBe('17:00');
  });

  it('reads guests only as whole numbers within the limits', () => {
    expect([' 45 ', '9', '301', '4.5', '', '1e2'].map((typed) => guestsFrom(typed, config.guests))).toEqual([
      45,
      null,
      null,
      null,
      null,
      null,
    ]);
  });
});
