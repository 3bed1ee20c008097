import { describe, expect, it } from 'vitest';
import { createSignInLimiter } from './sign-in-limiter.ts';

function limiterAt(clock: { ms: number }) {
  return createSignInLimiter({ perAccountAndAddress: 2, perAddress: 3, windowMs: 1000 }, { now: () => clock.ms });
}

describe('the sign-in limiter', () => {
  it('counts attempts at one account, and at all accounts, from one address', () => {
    const limiter = limiterAt({ ms: 0 });
    expect(limiter.attempt('1.1.1.1', 'a')).toBeNull();
    expect(limiter.attempt('1.1.1.1', 'a')).toBeNull();
    expect(limiter.attempt('1.1.1.1', 'a')).toBe(1000);
    expect(limiter.attempt('2.2.2.2', 'a')).toBeNull();
    expect(limiter.attempt('1.1.1.1', 'b')).toBeNull();
    expect(limiter.attempt('1.1.1.1', 'c')).toBe(1000);
  });

  it('takes back the attempt of who knew the password, and forgets when the window ends', () => {
    const clock = { ms: 0 };
    const limiter = limiterAt(clock);
    for (let round = 0; round < 10; round++) {
      expect(limiter.attempt('1.1.1.1', 'a')).toBeNull();
      limiter.takeBack('1.1.1.1', 'a');
    }
    limiter.attempt('1.1.1.1', 'a');
    limiter.attempt('1.1.1.1', 'a');
    clock.ms = 400;
    expect(limiter.attempt('1.1.1.1', 'a')).toBe(600);
    clock.ms = 1000;
    expect(limiter.attempt('1.1.1.1', 'a')).toBeNull();
  });

  it('begins anew where the clock is set back', () => {
    const clock = { ms: 3_600_000 };
    const limiter = limiterAt(clock);
    for (let round = 0; round < 2; round++) limiter.attempt('1.1.1.1', 'a');
    expect(limiter.attempt('1.1.1.1', 'a')).toBe(1000);
    clock.ms = 5_000;
    for (let round = 0; round < 2; round++) expect(limiter.attempt('1.1.1.1', 'a')).toBeNull();
    expect(limiter.attempt('1.1.1.1', 'a')).toBe(1000);
  });

  it('keeps its memory bounded by forgetting the oldest first that refuses nobody', () => {
    const limiter = limiterAt({ ms: 0 });
    limiter.attempt('waiting', 'a');
    limiter.attempt('waiting', 'a');
    limiter.attempt('once', 'a');
    for (let index = 0; index < 25_000; index++) limiter.attempt(`address ${index}`, 'a');
    expect(limiter.attempt('waiting', 'a')).toBe(1000);
    for (let round = 0; round < 2; round++) expect(limiter.attempt('once', 'a')).toBeNull();
  });

  it('holds an address that goes on with one invented account after the other', () => {
    const limiter = limiterAt({ ms: 0 });
    const accounts = Array.from({ length: 45_000 }, (_, index) => `account ${index}`);
    expect(accounts.filter((account) => limiter.attempt('guesser', account) === null)).toHaveLength(3);
  });

  it('lets refused attempts push out nobody', () => {
    const limiter = limiterAt({ ms: 0 });
    limiter.attempt('bystander', 'a');
    for (let index = 0; index < 45_000; index++) limiter.attempt('guesser', `account ${index}`);
    limiter.attempt('bystander', 'a');
    expect(limiter.attempt('bystander', 'a')).toBe(1000);
  });
});
