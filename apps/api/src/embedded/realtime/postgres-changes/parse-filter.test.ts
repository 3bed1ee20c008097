import * as fc from 'fast-check';
import { postgresChangesFilter } from '@supabase/supabase-js';
import { describe, expect, it } from 'vitest';
import { filterOperators, parseFilters } from './parse-filter.ts';

const one = (column: string, operator: string, value: string, isNegated = false) => ({
  column,
  operator,
  value,
  isNegated,
});

describe('filters', () => {
  it.each([
    ['', []],
    ['  ', []],
    ['id=eq.1', [one('id', 'eq', '1')]],
    ['id=gt.0, id=lt.100', [one('id', 'gt', '0'), one('id', 'lt', '100')]],
    ['name=in.(hidee,ho)', [one('name', 'in', '{hidee,ho}')]],
    ['name=in.("a,b",c),id=eq.1', [one('name', 'in', '{"a,b",c}'), one('id', 'eq', '1')]],
    ['name=not.like.hey%', [one('name', 'like', 'hey%', true)]],
    ['at=gte.2026-01-01T00:00:00.5Z', [one('at', 'gte', '2026-01-01T00:00:00.5Z')]],
    ['name=eq."a,\\"b\\" (c"', [one('name', 'eq', 'a,"b" (c')]],
    ['name=eq.say "hi", id=is.null', [one('name', 'eq', 'say "hi"'), one('id', 'is', 'null')]],
    ['name=eq.', [one('name', 'eq', '')]],
  ])('%j are read', (text, filters) => {
    expect(parseFilters(text)).toEqual({ ok: true, value: filters });
  });

  it.each([
    ['undefined', '["undefined"]'],
    ['subject=foo.hey', '["foo", "hey"]'],
    ['id=eq', '["eq"]'],
    ['id=not.eq', '["eq"]'],
    ['id=in.1,2', '`in` filter value must be wrapped by parentheses'],
    ['id=eq.1,,id=eq.2', 'filter must not contain empty segments (check for extra commas)'],
    ['id=eq.1,', 'filter must not contain empty segments (check for extra commas)'],
  ])('%j are refused in the words of Supabase', (text, error) => {
    expect(parseFilters(text)).toEqual({ ok: false, error });
  });

  it('that the published client builds come back with the values that went in', () => {
    const column = fc.stringMatching(/^[a-z_]{1,10}$/);
    const value = fc.string({ unit: 'grapheme', maxLength: 20 });
    fc.assert(
      fc.property(fc.array(fc.tuple(column, value), { minLength: 1, maxLength: 4 }), (conditions) => {
        const builder = postgresChangesFilter();
        for (const [name, text] of conditions) builder.eq(name, text);
        expect(parseFilters(builder.build())).toEqual({
          ok: true,
          value: conditions.map(([name, text]) => one(name, 'eq', text)),
        });
      }),
      { numRuns: 500 },
    );
  });

  it('of any text at all are read or refused, never more', () => {
    const pieces = fc.constantFrom('id', '=', '.', ',', '(', ')', '"', '\\', 'not.', 'in', ' ', ...filterOperators);
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 20 }), (text) => {
        expect(parseFilters(text.join(''))).toHaveProperty('ok');
      }),
    );
  });
});
