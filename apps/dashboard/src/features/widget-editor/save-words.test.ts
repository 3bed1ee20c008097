import { expect, it } from 'vitest';
import { saveWords } from './save-words.ts';

it('says one thing, with what to know about it', () => {
  expect(saveWords({ kind: 'saved', version: 48, savedAtMs: 1000 }, 3500).label).toBe('Saved 2 s ago');
  expect(saveWords({ kind: 'saved', version: 48, savedAtMs: 0 }, 180_000).label).toBe('Saved 3 min ago');
  expect(saveWords({ kind: 'saved', version: 48, savedAtMs: null }, 0).label).toBe('Saved');
  expect(saveWords({ kind: 'offline', count: 3 }, 0).label).toBe('Offline, 3 changes waiting');
  expect(saveWords({ kind: 'choice', count: 1 }, 0).label).toBe('1 field needs a choice');
  expect(saveWords({ kind: 'refused', reason: 'Only an editor can change this.' }, 0).label).toBe(
    'Not saved: Only an editor can change this.',
  );
});

it('names a field that stands in the way, and reads out why', () => {
  expect(saveWords({ kind: 'invalid', path: 'guests.max', reason: 'Too few.' }, 0)).toMatchObject({
    label: 'Not saved: Most guests',
    announcement: 'Not saved. Most guests: Too few.',
  });
});

it('never reads counting seconds aloud', () => {
  expect(saveWords({ kind: 'saved', version: 48, savedAtMs: 0 }, 2000).announcement).toBe('Saved');
});
