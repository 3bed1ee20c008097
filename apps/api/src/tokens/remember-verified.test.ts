import { err, ok } from '@blunari/schema/result';
import { beforeEach, describe, expect, it } from 'vitest';
import { claimsSchema } from './claims.ts';
import { rememberVerified } from './remember-verified.ts';
import type { VerifyToken } from './verify-token.ts';

let asked: string[];
let nowMs: number;
let verify: VerifyToken;

const believed = ok(claimsSchema.parse({ role: 'anon', exp: 2_000 }));
const expired = err({ code: 'expired', message: 'expired' } as const);

beforeEach(() => {
  asked = [];
  nowMs = 1_000_000;
  const inner: VerifyToken = async (token = '') => {
    asked.push(token);
    if (token === 'broken') throw new Error('no keys');
    return nowMs >= 2_000_000 || token.startsWith('bad') ? expired : believed;
  };
  verify = rememberVerified(inner, { forMs: 60_000, capacity: 3, clock: { now: () => nowMs } });
});

describe('a token that was verified', () => {
  it('is computed once for a crowd that shows it, and again after a while', async () => {
    const crowd = await Promise.all(['a', 'a', 'b', 'a'].map((token) => verify(token)));
    expect(crowd).toEqual([believed, believed, believed, believed]);
    nowMs += 59_999;
    await verify('a');
    expect(asked).toEqual(['a', 'b']);
    nowMs += 1;
    await verify('a');
    expect(asked).toEqual(['a', 'b', 'a']);
  });

  it('is not believed a moment longer than it says itself', async () => {
    nowMs = 1_999_999;
    expect(await verify('a')).toEqual(believed);
    nowMs = 2_000_000;
    expect(await verify('a')).toEqual(expired);
  });

  it('makes room for others', async () => {
    for (const token of ['a', 'b', 'c', 'd', 'a']) await verify(token);
    expect(asked).toEqual(['a', 'b', 'c', 'd', 'a']);
  });
});

it('asks again about what was refused or could not be asked', async () => {
  expect([await verify('bad'), await verify('bad')]).toEqual([expired, expired]);
  await expect(verify('broken')).rejects.toThrow('no keys');
  await expect(verify('broken')).rejects.toThrow('no keys');
  expect([await verify(undefined), asked.length]).toEqual([believed, 5]);
});
