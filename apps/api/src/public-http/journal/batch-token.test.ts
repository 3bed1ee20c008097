import { randomBytes } from 'node:crypto';
import type { JournalSecrets } from '@blunari/db';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isGoodToken, signToken } from './batch-token.ts';

const hourMs = 3_600_000;
const nowMs = Date.parse('2026-11-28T12:20:00Z');
const key = 'wk_luciabooking00000001';
const secret = (id: number, signsFromMs: number): JournalSecrets[number] => ({
  id,
  secret: randomBytes(48),
  signsFromMs,
});
const first = secret(1, 0);
const secrets = [first];
const token = signToken(secrets, key, nowMs);

describe('a token', () => {
  it('is good for its widget for a day', () => {
    for (const ms of [0, 23 * hourMs, 24 * hourMs]) expect(isGoodToken(secrets, key, token, nowMs + ms)).toBe(true);
    expect(isGoodToken(secrets, key, token, nowMs + 25 * hourMs)).toBe(false);
    expect(isGoodToken(secrets, 'wk_greenforkcatering001', token, nowMs)).toBe(false);
  });

  it('is the same for all who ask within the hour, so that it names nobody', () => {
    expect(signToken(secrets, key, nowMs + 39 * 60_000)).toBe(token);
    expect(signToken(secrets, key, nowMs + 41 * 60_000)).not.toBe(token);
  });

  it('is taken by a process whose clock is behind, but not from the future', () => {
    expect(isGoodToken(secrets, key, token, nowMs - hourMs)).toBe(true);
    expect(isGoodToken(secrets, key, token, nowMs - 2 * hourMs)).toBe(false);
  });

  it('outlives a change of the secret, and the new one signs when all know it', () => {
    const both = [secret(2, nowMs + hourMs), first];
    expect(signToken(both, key, nowMs)).toBe(token);
    const later = signToken(both, key, nowMs + hourMs);
    expect(isGoodToken(both, key, token, nowMs + hourMs)).toBe(true);
    expect(isGoodToken(both, key, later, nowMs + hourMs)).toBe(true);
    expect(isGoodToken(secrets, key, later, nowMs + hourMs)).toBe(false);
  });

  it('cannot be made up', () => {
    const other = signToken([secret(1, 0)], key, nowMs);
    expect(isGoodToken(secrets, key, other, nowMs)).toBe(false);
    fc.assert(
      fc.property(
        fc.nat(token.length - 1),
        fc.constantFrom('a', 'Z', '0', '-', '_', '.', ' ', 'é', '\u0000'),
        (place, letter) => {
          const forged = token.slice(0, place) + letter + token.slice(place + 1);
          const isSameBits = Buffer.from(forged.slice(-22), 'base64url').equals(
            Buffer.from(token.slice(-22), 'base64url'),
          );
          fc.pre(forged !== token && !(isSameBits && forged.slice(0, -22) === token.slice(0, -22)));
          expect(isGoodToken(secrets, key, forged, nowMs)).toBe(false);
        },
      ),
    );
    fc.assert(fc.property(fc.string(), (text) => !isGoodToken(secrets, key, text, nowMs)));
  });
});
