import { compare } from 'bcrypt';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { checkNewPassword, hashPassword, isHashCheap, isPasswordRight } from './passwords.ts';

// The real one, watched: what takes the time of an answer is how often it compares, and how costly the hash is.
vi.mock('bcrypt', { spy: true });

beforeEach(() => vi.clearAllMocks());

describe('comparing a password', () => {
  it.each([
    ['an account', '$2a$10$fVH8e28OQRj9tqiDXs1e1uxpsjN0c7II7YPKXua2NAKYvM6iQk7dq'],
    ['no account', undefined],
    ['an account without a password', null],
    ['an invited account', ''],
    ['a hash of another kind', '$argon2id$v=19$m=65536,t=3,p=2$c29tZXNhbHQ$hash'],
    ['a broken hash', '$2a$10$short'],
  ])('takes one comparison at cost 10 with %s', async (_what, storedHash) => {
    expect(await isPasswordRight('wrong', storedHash)).toBe(false);
    expect(compare).toHaveBeenCalledTimes(1);
    expect(vi.mocked(compare).mock.calls[0]?.[1]).toMatch(/^\$2[ab]\$10\$.{53}$/);
  });

  it('tells the right one from all others', async () => {
    const hash = await hashPassword('truffle season');
    expect(await isPasswordRight('truffle season', hash)).toBe(true);
    for (const wrong of ['', 'truffle seaso', 'truffle season ', 'Truffle season']) {
      expect(await isPasswordRight(wrong, hash)).toBe(false);
    }
    expect(isHashCheap(hash)).toBe(false);
  });
});

it('takes new passwords of 6 characters to 72 bytes', () => {
  expect(checkNewPassword('12345').ok).toBe(false);
  expect(checkNewPassword('🍕🍕🍕🍕🍕').ok).toBe(false);
  expect(checkNewPassword('🍕🍕🍕🍕🍕🍕').ok).toBe(true);
  expect(checkNewPassword('x'.repeat(72)).ok).toBe(true);
  expect(checkNewPassword('x'.repeat(73)).ok).toBe(false);
});
