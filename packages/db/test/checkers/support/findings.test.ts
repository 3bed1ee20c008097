import { expect, it } from 'vitest';
import { review } from './findings.ts';

const finding = { rule: 'no_primary_key', subject: 'public.notes', detail: 'has none' };

it('names what was found and not excepted', () => {
  expect(review([finding], [])).toEqual(['no_primary_key: public.notes: has none']);
});

it('passes over what an exception covers by rule and subject', () => {
  const exception = { rule: 'no_primary_key', subject: /^public\.notes$/, reason: 'a queue' };
  expect(review([finding], [exception])).toEqual([]);
  const other = { ...finding, subject: 'public.notes_of_others' };
  expect(review([finding, other], [exception])).toEqual(['no_primary_key: public.notes_of_others: has none']);
});

it('names an exception that nothing needs', () => {
  const exception = { rule: 'no_primary_key', subject: /^public\.gone$/, reason: 'a queue' };
  expect(review([], [exception])).toEqual(['unused exception: no_primary_key: ^public\\.gone$']);
});
