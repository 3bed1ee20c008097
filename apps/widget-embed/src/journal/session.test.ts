import { describe, expect, it } from 'vitest';
import type { KeptName } from '../protocol/messages.ts';
import { createSession } from './session.ts';

const minuteMs = 60_000;

function world() {
  let atMs = 1_000_000;
  let count = 0;
  const items = new Map<KeptName, string>();
  const deps = {
    keep: {
      read: (name: KeptName) => items.get(name) ?? '',
      write: (name: KeptName, text: string) => void items.set(name, text),
    },
    nowMs: () => atMs,
    newId: () => `0197a3c0-0000-7000-8000-${String((count += 1)).padStart(12, '0')}`,
  };
  return { open: () => createSession(deps), pass: (ms: number) => (atMs += ms), items };
}

describe('createSession', () => {
  it('lasts while the visitor does something at least every half hour', () => {
    const { open, pass } = world();
    const session = open();
    const first = session();
    pass(29 * minuteMs);
    expect(session()).toBe(first);
    pass(29 * minuteMs);
    expect(session()).toBe(first);
    pass(31 * minuteMs);
    expect(session()).not.toBe(first);
  });

  it('goes on after a reload of the same tab, and not after half an hour away', () => {
    const { open, pass } = world();
    const first = open()();
    expect(open()()).toBe(first);
    pass(31 * minuteMs);
    expect(open()()).not.toBe(first);
  });

  it('begins anew where what is kept makes no sense', () => {
    const { open, items } = world();
    items.set('session', 'x');
    expect(open()()).toMatch(/^0197a3c0-/);
  });
});
