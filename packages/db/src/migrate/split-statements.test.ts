import { expect, it } from 'vitest';
import { splitStatements } from './split-statements.ts';

const texts = (sql: string): readonly string[] => splitStatements(sql).map((statement) => statement.text);

it('splits at semicolons and leaves nothing for the last one', () => {
  expect(texts('select 1;\nselect 2;\n')).toEqual(['select 1', 'select 2']);
});

it('keeps semicolons inside quotes, bodies and comments', () => {
  const parts = [
    `select ';', 'it''s; fine', ";" from t`,
    'do $$ begin perform 1; end $$',
    'create function f() as $body$ select $$a;b$$; $body$',
    '/* one; two */ select 1',
    'select 1 -- a; b',
  ];
  expect(texts(parts.join(';\n'))).toEqual(parts);
});

it('does not take a dollar inside a name for a quote', () => {
  expect(texts('select a$b$c; select d$b$e')).toEqual(['select a$b$c', 'select d$b$e']);
});

it('names the line of the first word, comments before it aside', () => {
  const sql = '-- why\n\n/* more\n */\nselect 1;\n\n-- next\nselect 2;\n-- the end\n';
  expect(splitStatements(sql).map((statement) => statement.line)).toEqual([5, 8]);
});
