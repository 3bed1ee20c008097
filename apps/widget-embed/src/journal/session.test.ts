import { describe, expect, it } from 'vitest';
import { createSession } from './session.ts';

const minuteMs = 60_000;

function world(storage: () => Storage) {
  let atMs = 1_000_000;
  let count = 0;
  const newId = (): string => `0197a3c0-0000-7000-8000-${String((count += 1)).padStart(12, '0')}`;
  const deps = { storage, nowMs: () => atMs, newId };
  return { open: () => createSession(deps), pass: (ms: number) => (atMs += ms) };
}

function memoryStorage(): Storage {
  const items = new Map<string, string>();
  return {
    get length() {
      return items.size;
    },
    clear: () => items.clear(),
    getItem: (key) => items.get(key) ?? null,
    key: () => null,
    removeItem: (key) => items.delete(key),
    setItem: (key, value) => items.set(key, value),
  };
}

const blocked = (): Storage => {
  throw new DOMException('The operation is insecure.', 'SecurityError');
};

describe('createSession', () => {
  it('lasts while the visitor does something at least every half hour', () => {
    const { open, pass } = world(memoryStorage);
    const session = open();
    const first = session();
    pass(29 * minuteMs);
    expect(session()).toBe(first);
    pass(29 * minuteMs);
    expect(session()).toBe(first);
    pass(31 * minuteMs);
    expect(session()).not.toBe(first);
  });

  it('goes on after a reload of the same tab', () => {
    const storage = memoryStorage();
    const { open } = world(() => storage);
    expect(open()()).toBe(open()());
  });

  it('lives in memory where the browser blocks storage', () => {
    const { open, pass } = world(blocked);
    const session = open();
    const first = session();
    pass(minuteMs);
    expect(session()).toBe(first);
  });
});
