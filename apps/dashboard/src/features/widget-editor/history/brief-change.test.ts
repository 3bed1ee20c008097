import { expect, it } from 'vitest';
import { briefChange } from './brief-change.ts';

it('leaves out what both sides begin alike with, but two words', () => {
  expect(briefChange('Handmade pasta in the old town since 1962', 'Handmade pasta in the old town since 1963')).toEqual(
    { before: '…town since 1962', after: '…town since 1963' },
  );
});

it('shows what was added to a text, and what was taken from it', () => {
  expect(briefChange('Come and eat with us', 'Come and eat with us tonight').after).toBe('…with us tonight');
  expect(briefChange('Come and eat with us tonight', 'Come and eat with us').before).toBe('…with us tonight');
});

it('leaves alone what differs from the start', () => {
  expect(briefChange('Book', 'Reserve')).toEqual({ before: 'Book', after: 'Reserve' });
  expect(briefChange('Book now', 'Book later')).toEqual({ before: 'Book now', after: 'Book later' });
});
