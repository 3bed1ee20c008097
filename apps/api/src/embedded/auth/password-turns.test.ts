import { expect, it } from 'vitest';
import { createPasswordTurns } from './password-turns.ts';

const office = { address: '203.0.113.0' };
const home = { address: '198.51.100.0' };
const tooBusy = { ok: false, error: { code: 'over_request_rate_limit', retryAfterMs: 2000 } };

it('refuses who would be the seventeenth of a neighbourhood, and lets others pass those who wait there', async () => {
  const turns = createPasswordTurns();
  const { promise: first, resolve } = Promise.withResolvers<string>();
  const begun: number[] = [];
  const answers = Array.from({ length: 16 }, (_, at) =>
    turns.run(office, () => {
      begun.push(at);
      return at === 0 ? first : Promise.resolve('next');
    }),
  );
  expect(await turns.run(office, async () => 'never')).toMatchObject(tooBusy);
  expect(await turns.run(home, async () => 'at once')).toEqual({ ok: true, value: 'at once' });
  expect(begun).toEqual([0]);
  resolve('first');
  await Promise.all(answers);
  expect(begun).toEqual(Array.from({ length: 16 }, (_, at) => at));
  expect(await turns.run(office, async () => 'free')).toEqual({ ok: true, value: 'free' });
});

it('goes on two at once, and refuses everybody where too many neighbourhoods wait', async () => {
  const turns = createPasswordTurns();
  const { promise, resolve } = Promise.withResolvers<string>();
  let begun = 0;
  const answers = Array.from({ length: 320 }, (_, at) =>
    turns.run({ address: `2001:db8:${at.toString(16)}::` }, () => {
      begun += 1;
      return promise;
    }),
  );
  expect(await turns.run(home, async () => 'never')).toMatchObject(tooBusy);
  expect(begun).toBe(2);
  resolve('done');
  await Promise.all(answers);
  expect(await turns.run(home, async () => 'free')).toEqual({ ok: true, value: 'free' });
});

it('gives a turn back whose work failed', async () => {
  const turns = createPasswordTurns();
  for (let round = 0; round < 20; round++) {
    await expect(turns.run(home, () => Promise.reject(new Error('database')))).rejects.toThrow('database');
  }
  expect(await turns.run(home, async () => 'free')).toEqual({ ok: true, value: 'free' });
});
