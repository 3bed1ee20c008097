import { expect, it } from 'vitest';
import { createPasswordTurns } from './password-turns.ts';

/** Work that ends when the test says so. */
function pieceOfWork() {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  return { promise, resolve, reject };
}

it('goes on two at once, in the order of coming, and refuses who would be the fifty-first to wait', async () => {
  const turns = createPasswordTurns();
  const begun: number[] = [];
  const pieces = Array.from({ length: 52 }, pieceOfWork);
  const answers = pieces.map(({ promise }, at) =>
    turns.run(() => {
      begun.push(at);
      return promise;
    }),
  );
  expect(await turns.run(async () => 'never')).toMatchObject({
    ok: false,
    error: { code: 'over_request_rate_limit', retryAfterMs: 2000 },
  });
  expect(begun).toEqual([0, 1]);
  pieces[1]?.resolve('second');
  expect(await answers[1]).toEqual({ ok: true, value: 'second' });
  expect(begun).toEqual([0, 1, 2]);
  for (const { resolve } of pieces) resolve('done');
  await Promise.all(answers);
  expect(begun).toEqual(pieces.map((_, at) => at));
  expect(await turns.run(async () => 'free')).toEqual({ ok: true, value: 'free' });
});

it('gives a turn back whose work failed', async () => {
  const turns = createPasswordTurns();
  for (let round = 0; round < 3; round++) {
    await expect(turns.run(() => Promise.reject(new Error('database')))).rejects.toThrow('database');
  }
  expect(await turns.run(async () => 'free')).toEqual({ ok: true, value: 'free' });
});
