import { bookingDefaults } from '@blunari/schema/config';
import { expect, it } from 'vitest';
import { z } from 'zod';
import type { FormState } from './form-state.ts';
import { keepTyped, takeTyped } from './typed-values.ts';

const config = z.record(z.string(), z.json()).parse(JSON.parse(JSON.stringify(bookingDefaults)));
const typed: FormState = {
  type: 'booking',
  base: { version: 7, config, isDraft: false },
  edited: { ...config, party: { min: 1, max: 9, default: 2 } },
  clashes: [],
};
const widget = { id: 'w-1', type: 'booking' } as const;

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

it('comes back once, on what it was typed onto, and to nobody else', () => {
  const storage = createTabStorage();
  keepTyped(() => storage, 'giulia', 'w-1', typed);
  expect(takeTyped(() => storage, 'marco', widget)).toBeNull();
  expect(takeTyped(() => storage, 'giulia', { ...widget, id: 'w-2' })).toBeNull();
  expect(takeTyped(() => storage, 'giulia', widget)).toEqual(typed);
  expect(takeTyped(() => storage, 'giulia', widget)).toBeNull();
});

it('is nothing where the store is damaged or closed', () => {
  const damaged = createTabStorage(new Map([['blunari.typed.giulia.w-1', '{']]));
  expect(takeTyped(() => damaged, 'giulia', widget)).toBeNull();
  keepTyped(closed, 'giulia', 'w-1', typed);
  expect(takeTyped(closed, 'giulia', widget)).toBeNull();
});
