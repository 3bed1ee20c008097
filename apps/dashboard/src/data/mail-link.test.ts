import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readMailLink } from './mail-link.ts';

const session = '#access_token=a.b.c&expires_at=1&expires_in=3600&refresh_token=r&sb=&token_type=bearer';
const tokens = { accessToken: 'a.b.c', refreshToken: 'r' };

it.each([
  [`${session}&type=recovery`, { kind: 'session', tokens, passwordFor: 'recovery' }],
  [`${session}&type=invite`, { kind: 'session', tokens, passwordFor: 'invite' }],
  [`${session}&type=signup`, { kind: 'session', tokens, passwordFor: null }],
  [session, { kind: 'session', tokens, passwordFor: null }],
  ['#error=access_denied&error_code=otp_expired&error_description=Email+link+is+invalid&sb=', { kind: 'failed' }],
  [`#error_code=over_request_rate_limit&access_token=a&refresh_token=r`, { kind: 'failed' }],
  ['#message=Confirmation+link+accepted&sb=', { kind: 'halfway' }],
  ['#access_token=a.b.c', { kind: 'none' }],
  ['#guests', { kind: 'none' }],
  ['', { kind: 'none' }],
])('reads %s', (hash, link) => expect(readMailLink(hash)).toEqual(link));

it('takes any fragment', () => {
  fc.assert(
    fc.property(fc.string(), (text) => ['none', 'session', 'halfway', 'failed'].includes(readMailLink(text).kind)),
  );
});
