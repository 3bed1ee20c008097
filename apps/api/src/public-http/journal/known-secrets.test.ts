import { appError } from '@blunari/schema/errors';
import { err, ok, type Result } from '@blunari/schema/result';
import type { JournalSecrets } from '@blunari/db';
import { expect, it } from 'vitest';
import { rememberSecrets } from './known-secrets.ts';

const minuteMs = 60_000;
const secretsOf = (id: number): Result<JournalSecrets> => ok([{ id, secret: Buffer.from('x'), signsFromMs: 0 }]);
const away: Result<JournalSecrets> = err(appError('unavailable', 'Away.'));

function world(answers: readonly Result<JournalSecrets>[]) {
  let nowMs = 0;
  let asked = 0;
  const secrets = rememberSecrets(
    async () => answers[asked++] ?? away,
    () => nowMs,
  );
  return { secrets, pass: (ms: number) => (nowMs += ms), asked: () => asked };
}

it('asks once for all who come together, and again after minutes', async () => {
  const { secrets, pass, asked } = world([secretsOf(1), secretsOf(2)]);
  expect(await Promise.all([secrets(), secrets()])).toEqual([secretsOf(1), secretsOf(1)]);
  pass(9 * minuteMs);
  expect(await secrets()).toEqual(secretsOf(1));
  expect(asked()).toBe(1);
  pass(minuteMs);
  expect(await secrets()).toEqual(secretsOf(2));
});

it('goes on with what it knows while the database is away', async () => {
  const { secrets, pass, asked } = world([secretsOf(1), away, secretsOf(2)]);
  await secrets();
  pass(10 * minuteMs);
  expect(await secrets()).toEqual(secretsOf(1));
  expect(await secrets()).toEqual(secretsOf(1));
  expect(asked()).toBe(2);
  pass(5000);
  expect(await secrets()).toEqual(secretsOf(2));
});

it('fails before it knows any, and asks again at the next call', async () => {
  const { secrets } = world([away, secretsOf(1)]);
  expect(await secrets()).toEqual(away);
  expect(await secrets()).toEqual(secretsOf(1));
});
