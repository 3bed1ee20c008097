import { expect, it } from 'vitest';
import { judgeInTurn } from './judge-in-turn.ts';
import { createAuthLimiter } from './limits.ts';
import { createPasswordTurns } from './password-turns.ts';

const caller = { network: '203.0.113.7', address: '203.0.113.0' };

function authWith(perAccountAndAddress: number) {
  const limiter = createAuthLimiter({ signIn: { perAccountAndAddress } }, { now: () => 0 });
  return { limiter, passwordTurns: createPasswordTurns() };
}

it('counts an attempt that was judged, whatever the judgement', async () => {
  const auth = authWith(2);
  const judge = () => judgeInTurn(auth, caller, 'ada', async () => 'wrong');
  for (let round = 0; round < 2; round++) expect(await judge()).toEqual({ ok: true, value: 'wrong' });
  expect(await judge()).toMatchObject({
    error: { code: 'over_request_rate_limit', message: expect.stringMatching(/minute/) },
  });
});

it('counts none that nobody looked at: the database was away, or too many waited', async () => {
  const auth = authWith(17);
  const failing = () => judgeInTurn(auth, caller, 'ada', () => Promise.reject(new Error('database')));
  for (let round = 0; round < 20; round++) await expect(failing()).rejects.toThrow('database');
  const { promise, resolve } = Promise.withResolvers<string>();
  const waiting = Array.from({ length: 16 }, () => judgeInTurn(auth, caller, 'ada', () => promise));
  for (let round = 0; round < 20; round++) {
    const refused = await judgeInTurn(auth, caller, 'ada', async () => 'never');
    expect(refused).toMatchObject({ error: { message: expect.stringContaining('Too many people') } });
  }
  resolve('right');
  await Promise.all(waiting);
  expect(await judgeInTurn(auth, caller, 'ada', async () => 'right')).toEqual({ ok: true, value: 'right' });
});
