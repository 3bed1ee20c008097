import { expect, it } from 'vitest';
import { keepDataSource, readDataSource } from './data-source.ts';

/** A tab's own storage. */
function createStorage() {
  const entries = new Map<string, string>();
  return {
    getItem: (key: string) => entries.get(key) ?? null,
    setItem: (key: string, value: string) => void entries.set(key, value),
  };
}

const blocked = () => {
  throw new DOMException('denied', 'SecurityError');
};

it('is Real until a tab chooses otherwise, and then what it chose', () => {
  const storage = createStorage();
  expect(readDataSource(() => storage)).toBe('real');
  expect(keepDataSource('mock', () => storage)).toBe(true);
  expect(readDataSource(() => storage)).toBe('mock');
  keepDataSource('real', () => storage);
  expect(readDataSource(() => storage)).toBe('real');
});

it('is Real where something else is stored, or the browser keeps nothing for a tab', () => {
  const storage = createStorage();
  storage.setItem('blunari.source', 'invented');
  expect(readDataSource(() => storage)).toBe('real');
  expect(readDataSource(blocked)).toBe('real');
  expect(keepDataSource('mock', blocked)).toBe(false);
});
