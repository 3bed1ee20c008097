import { expect, it } from 'vitest';
import { leadMailLinks } from './lead-mail-links.ts';

function ledTo(pathname: string, hash: string): string | undefined {
  let target: string | undefined;
  leadMailLinks({ pathname, hash }, { replaceState: (_data, _unused, url) => void (target = String(url)) });
  return target;
}

const tokens = '#access_token=a&refresh_token=r&type=invite';

it('takes what a mail brought from anywhere to the one screen that reads it', () => {
  expect(ledTo('/dashboard', tokens)).toBe(`/dashboard/mail-link${tokens}`);
  expect(ledTo('/dashboard/sign-in', '#error_code=otp_expired')).toBe('/dashboard/mail-link#error_code=otp_expired');
});

it('leaves all other addresses alone', () => {
  expect(ledTo('/dashboard', '')).toBeUndefined();
  expect(ledTo('/dashboard/bookings', '#guests')).toBeUndefined();
  expect(ledTo('/dashboard/mail-link', tokens)).toBeUndefined();
});
