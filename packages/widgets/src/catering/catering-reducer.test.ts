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
    const answers = errorCodes.filter((code) => code !== 'idempotency_mismatch');
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...answers)), (codes) => {
        const lost = [...toContact, { type: 'sendStarted', attemptKey: 'key-1' } as const, failed('unavailable')];
        expect(run([...lost, ...codes.map((code) => failed(code))]).attemptKey).toBe('key-1');
      }),
    );
  });

  it('takes a new idempotency key once the guest knows that the old one is used up', () => {
    const used = run([...toContact, { type: 'sendStarted', attemptKey: 'key-1' }, failed('idempotency_mismatch')]);
    expect(used.attemptKey).toBeNull();
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
