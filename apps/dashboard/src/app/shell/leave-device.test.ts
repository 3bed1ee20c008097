import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createStorage } from '../../data/testing/create-storage.ts';
import { countUnsentFields, keepUnsentEdits } from '../../data/unsent-edits.ts';
import { leaveDevice } from './leave-device.ts';

beforeEach(() => vi.stubGlobal('localStorage', createStorage()));
afterEach(() => vi.unstubAllGlobals());

const edits = (count: number) => ({ onto: {}, patch: { texts: {} }, choices: [], count });

it('leaves alone what a colleague’s ended session left waiting', async () => {
  keepUnsentEdits('ada', 'w-1', edits(2));
  keepUnsentEdits('bo', 'w-1', edits(3));
  expect(countUnsentFields('bo')).toBe(3);
  await leaveDevice(createSession(), 'bo');
  expect(countUnsentFields('bo')).toBe(0);
  expect(countUnsentFields('ada')).toBe(2);
});

it('drops what a save that was answered while signing out has kept once more', async () => {
  const session = createSession();
  const save = createAutosave(session);
  save.keep();
  const left = leaveDevice(session, 'bo');
  save.keep();
  await left;
  save.keep();
  expect(countUnsentFields('bo')).toBe(0);
});

/** Keeps edits until the session ends, as the auto-save does. */
function createAutosave(session: ReturnType<typeof createSession>) {
  let isOpen = true;
  session.subscribe(() => {
    isOpen = false;
  });
  return { keep: () => isOpen && keepUnsentEdits('bo', 'w-1', edits(1)) };
}

/** Ends a moment after it is asked to. */
function createSession() {
  const listeners = new Set<() => void>();
  return {
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    signOut: async () => {
      await Promise.resolve();
      for (const listener of listeners) listener();
    },
  };
}
