import { fillSteps } from '@blunari/schema/insights/answers';
import { expect, it } from 'vitest';
import { funnelRows, funnelSentence } from './funnel-rows.ts';

const stepsOf = (all: [number, number], ...reached: number[]) =>
  fillSteps(
    'booking',
    { sessions: all[0], convertedSessions: all[1] },
    new Map(
      ['party', 'date', 'time', 'details'].map((step, index) => [
        step,
        { sessions: reached[index] ?? 0, convertedSessions: all[1] },
      ]),
    ),
  );

it('goes from all sessions over each step to those that booked', () => {
  const rows = funnelRows('booking', stepsOf([8412, 345], 2306, 1874, 1102, 512));
  expect(rows.map(({ name, sessions }) => [name, sessions])).toEqual([
    ['Saw the widget', 8412],
    ['Party size', 2306],
    ['Date', 1874],
    ['Time', 1102],
    ['Details', 512],
    ['Booked', 345],
  ]);
  expect(rows[0]?.goOn).toBeNull();
  expect(rows[3]?.goOn).toBeCloseTo(0.588, 3);
});

it('marks where most are lost who had begun, and says so', () => {
  const rows = funnelRows('booking', stepsOf([8412, 345], 2306, 1874, 1102, 512));
  expect(rows.filter(({ isWorst }) => isWorst).map(({ id }) => id)).toEqual(['details']);
  expect(funnelSentence('booking', rows)).toBe(
    '345 of 8,412 sessions led to bookings. Most who began leave at “Time”: 590 of 1,102.',
  );
});

it('marks nothing where nobody is lost or nobody came', () => {
  const all = funnelRows('booking', stepsOf([2, 1], 1, 1, 1, 1));
  expect(all.some(({ isWorst }) => isWorst)).toBe(false);
  expect(funnelSentence('booking', all)).toBe('1 of 2 sessions led to a booking.');
  const none = funnelRows('booking', stepsOf([0, 0]));
  expect(none.some(({ isWorst }) => isWorst)).toBe(false);
  expect(funnelSentence('booking', none)).toBe('Nobody saw the widget in this time.');
});
