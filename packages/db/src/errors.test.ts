import { describe, expect, it } from 'vitest';
import { isTransient, toAppError } from './errors.ts';

const fromPg = (code: string, message = 'words') => Object.assign(new Error(message), { code, severity: 'ERROR' });
const fromPrisma = (originalCode: string, code = 'P2010', originalMessage = 'words') =>
  Object.assign(new Error('Invalid invocation'), {
    code,
    meta: { driverAdapterError: { cause: { originalCode, originalMessage, kind: 'postgres' } } },
  });

const missing = (table: string) => `relation "public.${table}" does not exist`;

describe('toAppError', () => {
  it.each([
    ['WB001', 'idempotency_mismatch'],
    ['WB002', 'widget_inactive'],
    ['WB003', 'slot_taken'],
    ['WB004', 'outside_rules'],
    ['WB005', 'not_found'],
    ['WB006', 'invalid_input'],
    ['42501', 'forbidden'],
    ['23514', 'invalid_input'],
    ['23503', 'invalid_input'],
    ['22P02', 'invalid_input'],
    ['23503', 'invalid_input'],
    ['54001', 'invalid_input'],
    ['57014', 'unavailable'],
    ['53300', 'unavailable'],
    ['40P01', 'unavailable'],
    ['42P01', 'internal'],
  ])('reads SQLSTATE %s as %s, from pg and from Prisma', (state, code) => {
    expect(toAppError(fromPg(state)).code).toBe(code);
    expect(toAppError(fromPrisma(state)).code).toBe(code);
  });

  it('keeps the words of our own functions and no others', () => {
    expect(toAppError(fromPg('WB003', '19:30 is gone.')).message).toBe('19:30 is gone.');
    expect(toAppError(fromPg('22P02', 'invalid input syntax for type uuid: "secret"')).message).not.toContain('secret');
  });

  it('says when to come back if the database is away', () => {
    expect(toAppError(fromPg('ECONNREFUSED'))).toMatchObject({ code: 'unavailable', retryAfterMs: 1000 });
    expect(toAppError(Object.assign(new Error('x'), { code: 'P2024' }))).toMatchObject({ code: 'unavailable' });
  });

  it('tells tables that an emergency removed from tables that are missing by mistake', () => {
    for (const table of ['widget_configurations', 'widget_analytics']) {
      for (const error of [fromPg('42P01', missing(table)), fromPrisma('42P01', 'P2010', missing(table))]) {
        expect(toAppError(error)).toMatchObject({ code: 'unavailable', retryAfterMs: 60_000 });
      }
    }
    for (const table of ['widget_bookings', 'widget_analytics_daily']) {
      expect(toAppError(fromPg('42P01', missing(table))).code).toBe('internal');
    }
  });

  it('calls everything else internal', () => {
    for (const thrown of [new Error('bug'), 'text', undefined, { code: 7 }]) {
      expect(toAppError(thrown).code).toBe('internal');
    }
  });
});

it('repeats deadlocks and lock time-outs, and nothing that was decided', () => {
  expect(['40001', '40P01', '55P03'].map((state) => isTransient(fromPrisma(state)))).toEqual([true, true, true]);
  expect(['WB003', '23505', '57014'].map((state) => isTransient(fromPg(state)))).toEqual([false, false, false]);
});
