import { expect, it } from 'vitest';
import { addDays } from '../calendar.ts';
import { invalidInput } from '../errors.ts';
import { breakdownQuestionSchema, filteredQuestionSchema, funnelQuestionSchema } from './question.ts';

const tenantId = '0190a1b2-0000-7000-8000-000000000001';
const filter = { dimension: 'device', value: 'phone' };
const periodOf = (days: number) => ({ from: '2026-01-01', to: addDays('2026-01-01', days - 1) });

it('combines for 30 days at most, and says so of the period', () => {
  const funnel = (days: number) => funnelQuestionSchema.safeParse({ tenantId, period: periodOf(days), filter });
  expect(funnel(30).success).toBe(true);
  const { error } = funnel(31);
  expect(error && invalidInput(error)).toMatchObject({
    code: 'invalid_input',
    fields: { period: expect.stringContaining('30 days at most') },
  });
  const breakdown = { tenantId, period: periodOf(31), filter, dimension: 'page' };
  expect(breakdownQuestionSchema.safeParse(breakdown).success).toBe(false);
  expect(breakdownQuestionSchema.safeParse({ ...breakdown, filter: undefined }).success).toBe(true);
});

it('takes a filter for as long as any period where roll-ups answer', () => {
  expect(filteredQuestionSchema.safeParse({ tenantId, period: periodOf(400), filter }).success).toBe(true);
});

it.each(['a\u0000b', '\ud83d', 'x'.repeat(401)])('refuses a value that no visit can have: %j', (value) => {
  const question = { tenantId, period: periodOf(1), filter: { dimension: 'page', value } };
  expect(filteredQuestionSchema.safeParse(question).success).toBe(false);
});
