import fc from 'fast-check';
import { escapeLiteral } from 'pg';
import { expect, it } from 'vitest';
import { literalSql } from './literal-sql.ts';

it('quotes whatever a value holds as pg does', () => {
  const letters = fc.constantFrom("'", '\\', '"', 'a', ' ', '\n', 'é', '😀', '$$', 'E');
  fc.assert(
    fc.property(fc.string({ unit: letters }), (text) => {
      expect(literalSql(text, 'text')).toBe(`${escapeLiteral(text)}::text`);
    }),
  );
  expect(literalSql(null, 'jsonb')).toBe('null::jsonb');
});
