import { bookingDefaults } from '@blunari/schema/config';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createStorage } from '../../../data/testing/create-storage.ts';
import { adoptUnsentEdits, countUnsentFields, keepUnsentEdits, leaveUnsentEdits } from '../../../data/unsent-edits.ts';
import { AutosaveRunner } from './autosave-runner.ts';
import { initialState } from './state.ts';
import { asStoredVersion } from './stored-version.ts';

const closedTab = 'blunari.unsent.ada.w-1.closed-tab';
const start = asStoredVersion({ version: 1, config: bookingDefaults });
const left = { onto: start.config, patch: { party: { max: 6 } }, choices: [], count: 1 };

let answerLock: (() => void) | undefined;

beforeEach(() => {
  vi.stubGlobal('localStorage', createStorage());
  localStorage.setItem(closedTab, JSON.stringify(left));
  // Whose lock can be had is closed; the browser says so when the test lets it.
  vi.stubGlobal('navigator', {
    locks: {
      request: (_name: string, _options: object, callback: (lock: object) => unknown) =>
        new Promise((resolve) => {
          answerLock = () => resolve(callback({}));
        }),
    },
  });
});
afterEach(() => vi.unstubAllGlobals());

function createRunner() {
  return new AutosaveRunner('w-1', initialState('booking', start, true), {
    save: () => new Promise(() => {}),
    keepUnsent: (unsent) => keepUnsentEdits('ada', 'w-1', unsent && { ...unsent, count: 1 }),
    nowMs: () => 0,
    setTimer: () => () => {},
    random: () => 0,
  });
}

const adopt = (runner: AutosaveRunner, keepsThisTab = false) =>
  adoptUnsentEdits('ada', 'w-1', {
    keepsThisTab,
    isOpen: runner.isOpen,
    take: (edits) => runner.dispatch({ kind: 'patched', ...edits, nowMs: 0 }),
  });

it('hands what a closed tab left to the tab that is open, which keeps it from then on', async () => {
  const runner = createRunner();
  const adopted = adopt(runner);
  answerLock?.();
  await adopted;
  expect(runner.getState().mine).toMatchObject({ party: { max: 6 } });
  expect(localStorage.getItem(closedTab)).toBeNull();
  expect(countUnsentFields('ada')).toBe(1);
});

it('leaves it where it is when the session ends just then, for the next sign-in', async () => {
  const expired = createRunner();
  const adopted = adopt(expired);
  expired.close();
  answerLock?.();
  await adopted;
  expect(countUnsentFields('ada')).toBe(1);
  const next = createRunner();
  const again = adopt(next);
  answerLock?.();
  await again;
  expect(next.getState().mine).toMatchObject({ party: { max: 6 } });
});

it('takes over what the earlier form left in this very tab', async () => {
  localStorage.removeItem(closedTab);
  const runner = createRunner();
  runner.dispatch({ kind: 'edited', config: { ...start.config, capacity: { seats: 60 } }, nowMs: 0 });
  expect(leaveUnsentEdits('ada', 'w-1', left)).toBe(true);
  const adopted = adopt(runner, true);
  answerLock?.();
  await adopted;
  expect(runner.getState().mine).toMatchObject({ party: { max: 6 }, capacity: { seats: 60 } });
  expect(countUnsentFields('ada')).toBe(1);
});
