import { expect, it } from 'vitest';
import { insightDimensions } from '../insights/dimension.ts';
import { sumNumbers } from '../insights/numbers.ts';
import { widgetSteps } from '../insights/steps.ts';
import { demoAudiences } from './audiences.ts';
import { quartersOfVisits, rollUpVisits } from './roll-up-visits.ts';
import { demoVisits } from './visits.ts';

const instantOf = (localDate: string, localTime: string): Date => new Date(`${localDate}T${localTime}:00Z`);
const today = '2026-11-28';
const now = instantOf(today, '14:06');
const visits = demoVisits(demoAudiences.luciaBooking, instantOf, today, now);
const rows = rollUpVisits(visits);
const rowsOf = (dimension: string) => rows.filter((row) => row.dimension === dimension);

it('are of 92 days, and today’s up to seven minutes ago', () => {
  expect(new Set(visits.map(({ localDate }) => localDate)).size).toBe(92);
  expect(visits.at(-1)?.startsAt).toEqual(instantOf(today, '13:59'));
  expect(visits.every(({ startsAt, localDate }) => startsAt.toISOString().startsWith(localDate))).toBe(true);
});

it('are the same at every seeding', () => {
  expect(demoVisits(demoAudiences.luciaBooking, instantOf, today, now)).toEqual(visits);
});

it('are one at least as the day begins', () => {
  const early = demoVisits(demoAudiences.luciaBooking, instantOf, today, instantOf(today, '00:01'));
  expect(early.filter(({ localDate }) => localDate === today)).toHaveLength(1);
});

it('add up by every dimension and by the quarter hour to the whole', () => {
  const whole = sumNumbers(rowsOf('total'));
  expect(whole.sessions).toBe(visits.length);
  for (const dimension of insightDimensions) {
    expect(sumNumbers(rowsOf(dimension)), dimension).toEqual(whole);
  }
  const quarters = quartersOfVisits(visits);
  expect(quarters.reduce((sum, { views }) => sum + views, 0)).toBe(whole.views);
  expect(quarters.reduce((sum, { interactions }) => sum + interactions, 0)).toBe(whole.interactions);
  const ahead = sumNumbers(rowsOf('lead'));
  expect([ahead.conversions, ahead.covers]).toEqual([whole.conversions, whole.covers]);
});

it('lose some at every step, and all who book have come by each', () => {
  const whole = sumNumbers(rowsOf('total'));
  const reached = widgetSteps.booking.map((step) => sumNumbers(rowsOf('funnel').filter(({ value }) => value === step)));
  const sessions = [whole, ...reached].map((numbers) => numbers.sessions);
  expect(sessions).toEqual(sessions.toSorted((one, other) => other - one));
  expect(new Set(sessions).size).toBe(sessions.length);
  expect(reached.map((numbers) => numbers.convertedSessions)).toEqual(reached.map(() => whole.convertedSessions));
});
