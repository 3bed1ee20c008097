import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { uuidv7 } from '../identifiers.ts';
import { journalLimits } from './batch.ts';
import { readVisitorEvents } from './read-events.ts';

const nowMs = Date.parse('2026-11-28T12:00:00Z');
const eventAt = (atMs: number) => ({
  id: uuidv7(atMs, (bytes) => crypto.getRandomValues(bytes)),
  type: 'view',
  sessionId: '2f9bd3ba-6b5e-4a7e-9a0b-1c2d3e4f5a6b',
});
const good = () => eventAt(nowMs);

describe('readVisitorEvents', () => {
  it('takes the good ones and says of each other one where it stood and why', () => {
    const first = good();
    const last = good();
    const read = readVisitorEvents(
      [first, null, { ...good(), type: 'conversion' }, { ...good(), isAdmin: true }, last],
      nowMs,
      true,
    );
    expect(read.taken.map(({ event }) => event.id)).toEqual([first.id, last.id]);
    expect(read.refused).toEqual([1, 2, 3].map((index) => ({ index, reason: 'invalid' })));
  });

  it.each([
    [nowMs + journalLimits.maxAheadMs, undefined],
    [nowMs + journalLimits.maxAheadMs + 1, 'too-early'],
    [nowMs - journalLimits.maxAgeMs, undefined],
    [nowMs - journalLimits.maxAgeMs - 1, 'too-old'],
  ])('takes the time inside the id: %i is %s', (atMs, reason) => {
    const read = readVisitorEvents([eventAt(atMs)], nowMs, true);
    expect(read.refused[0]?.reason).toBe(reason);
    expect(read.taken.map((each) => each.atMs)).toEqual(reason === undefined ? [atMs] : []);
  });

  it('takes five without a token, and asks to send the others with one', () => {
    const read = readVisitorEvents(['bad', ...Array.from({ length: 7 }, good)], nowMs, false);
    expect(read.taken).toHaveLength(5);
    expect(read.refused).toEqual([
      { index: 0, reason: 'invalid' },
      { index: 6, reason: 'no-token' },
      { index: 7, reason: 'no-token' },
    ]);
  });

  it('gives each event one verdict, whatever is sent', () => {
    const sent = fc.array(fc.oneof(fc.jsonValue(), fc.constant(0).map(good)), { maxLength: 50 });
    fc.assert(
      fc.property(sent, fc.boolean(), (events, hasToken) => {
        const { taken, refused } = readVisitorEvents(events, nowMs, hasToken);
        expect(taken.length + refused.length).toBe(events.length);
        expect(new Set(refused.map(({ index }) => index)).size).toBe(refused.length);
        if (hasToken) expect(refused.every(({ reason }) => reason === 'invalid')).toBe(true);
      }),
    );
  });
});
