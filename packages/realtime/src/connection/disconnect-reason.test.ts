import { describe, expect, it } from 'vitest';
import { remedyFor } from './disconnect-reason.ts';

describe('remedyFor', () => {
  it.each([
    ['InvalidJWTToken: Token has expired 12 seconds ago', 'renew-token'],
    ['MalformedJWT', 'renew-token'],
    ['JwtSignatureError: Failed to validate JWT signature', 'renew-token'],
    ['Token has expired 1 seconds ago', 'renew-token'],
    ['Access token has expired', 'renew-token'],
    ['Unauthorized: You do not have permissions to read from this Channel topic: tenant:x', 'ask-permission'],
    ['You no longer have permission to read from this Channel topic: tenant:x', 'ask-permission'],
    ['ClientJoinRateLimitReached: Too many joins per second', 'retry'],
    ['RealtimeRestarting: Realtime is restarting, please standby', 'retry'],
    ['token unavailable: Error: no network', 'retry'],
    ['TIMED_OUT', 'retry'],
    ['', 'retry'],
  ])('%s -> %s', (reason, remedy) => {
    expect(remedyFor(reason)).toBe(remedy);
  });
});
