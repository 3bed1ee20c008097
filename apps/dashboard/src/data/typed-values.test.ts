import { bookingDefaults } from '@blunari/schema/config';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { forgetTyped, keepTyped, readTyped, type TypedValues } from './typed-values.ts';

const config = z.record(z.string(), z.json()).parse(JSON.parse(JSON.stringify(bookingDefaults)));
const typed: TypedValues = {
  base: { version: 7, config, isDraft: false },
  edited: { ...config, party: { min: 1, max: 9, default: 2 } },
};

function createTabStorage(entries = new Map<string, string>()) {
  return {
    getItem: (key: string) => entries.get(key) ?? null,
    setItem: (key: string, value: string) => void entries.set(key, value),
    removeItem: (key: string) => void entries.delete(key),
  };
}

const closed = () => {
  throw new Error('closed');
};

it('comes back on what it was typed onto, to nobody else, and until it is forgotten', () => {
  const storage = createTabStorage();
  keepTyped(() => storage, 'giulia', 'w-1', typed);
  expect(readTyped(() => storage, 'marco', 'w-1')).toBeNull();
  expect(readTyped(() => storage, 'giulia', 'w-2')).toBeNull();
  expect(readTyped(() => storage, 'giulia', 'w-1')).toEqual(typed);
  // A screen that is thrown away before it was shown has read it too.
  expect(readTyped(() => storage, 'giulia', 'w-1')).toEqual(typed);
  forgetTyped(() => storage, 'giulia', 'w-1');
  expect(readTyped(() => storage, 'giulia', 'w-1')).toBeNull();
});

it('is nothing where the store is damaged or closed', () => {
  const damaged = createTabStorage(new Map([['blunari.typed.giulia.w-1', '{']]));
  expect(readTyped(() => damaged, 'giulia', 'w-1')).toBeNull();
  keepTyped(closed, 'giulia', 'w-1', typed);
  forgetTyped(closed, 'giulia', 'w-1');
  expect(readTyped(closed, 'giulia', 'w-1')).toBeNull();
});
