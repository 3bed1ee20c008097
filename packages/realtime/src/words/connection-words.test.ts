import { describe, expect, it } from 'vitest';
import { connectionWords } from './connection-words.ts';

const online = { status: 'online', attempt: 0, since: 0, isDoubted: false } as const;

it('says Live only when nothing is missing any more', () => {
  expect(connectionWords(online, 'live', 0).label).toBe('Live');
  expect(connectionWords(online, 'catching-up', 0).label).toBe('Catching up');
  expect(connectionWords(online, 'joining', 0).state).toBe('connecting');
  expect(connectionWords({ status: 'offline', attempt: 1, retryAt: null, cause: 'closed' }, 'live', 0).label).toBe(
    'Offline',
  );
});

it('never says Live, nor that it catches up, while the browser says offline and the server has not answered', () => {
  for (const topic of ['live', 'catching-up', 'joining', 'waiting'] as const) {
    expect(connectionWords({ ...online, isDoubted: true }, topic, 0).label).toBe('Offline');
  }
});

const polling = { status: 'polling', attempt: 1, retryAt: 9000, cause: 'refused', since: 0 } as const;

describe.each([
  { line: online, whenCurrent: { state: 'live', label: 'Live' } },
  { line: polling, whenCurrent: { state: 'polling', label: 'Polling' } },
] as const)('while $line.status', ({ line, whenCurrent }) => {
  it.each([
    ['waiting', { state: 'connecting', label: 'Catching up' }],
    ['joining', { state: 'connecting', label: 'Catching up' }],
    ['catching-up', { state: 'connecting', label: 'Catching up' }],
    ['live', whenCurrent],
    ['refused', { state: 'signed-out', label: 'No access' }],
  ] as const)('says of a topic that is %s: %o', (topic, said) => {
    expect(connectionWords(line, topic, 0)).toMatchObject(said);
  });
});

it('counts the seconds to the next try on screen but not aloud', () => {
  const line = { status: 'reconnecting', attempt: 2, retryAt: 4000, cause: 'closed' } as const;
  expect(connectionWords(line, 'waiting', 100)).toMatchObject({
    label: 'Reconnecting in 4 s',
    announcement: 'Reconnecting',
  });
  expect(connectionWords({ ...line, retryAt: null }, 'waiting', 100).label).toBe('Reconnecting');
});

it('asks to sign in again where the server refuses the sign-in, and only there', () => {
  expect(connectionWords({ status: 'unauthorized', reason: 'expired' }, 'refused', 0)).toMatchObject({
    state: 'signed-out',
    label: 'Sign-in needed',
  });
  expect(connectionWords({ status: 'closed' }, 'waiting', 0).label).toBe('Signed out');
});
