import { describe, expect, it } from 'vitest';
import { guestLinkTo, readGuestLink } from './guest-link.ts';

const receipt = {
  id: '0197a3c0-0000-7000-8000-000000000001',
  reference: 'C7D-XK4',
  status: 'confirmed' as const,
  partySize: 2,
  startsAt: '2026-11-21T18:30:00.000Z',
  localDate: '2026-11-21',
  localTime: '19:30',
  timeZone: 'Europe/Rome',
  durationMinutes: 90,
};
const secret = '0123456789abcdef'.repeat(4);

describe('the link of a guest', () => {
  it('leads back to the booking it was made for', () => {
    const link = guestLinkTo('https://widgets.example/w/wk_1', { ...receipt, guestSecret: secret });
    expect(new URL(link ?? '').pathname).toBe('/w/wk_1');
    expect(readGuestLink(new URL(link ?? '').hash)).toEqual({ bookingId: receipt.id, secret });
  });

  it('is not made of a receipt that proves nothing', () => {
    expect(guestLinkTo('https://widgets.example/w/wk_1', receipt)).toBeNull();
  });

  it('is told apart from one that was cut off, and from none', () => {
    expect(readGuestLink(`#booking=${receipt.id}.${secret.slice(1)}`)).toBeNull();
    expect(readGuestLink('#booking=')).toBeNull();
    expect(readGuestLink(`#booking=${receipt.id}.${secret.toUpperCase()}`)).toBeNull();
    for (const hash of ['', '#', '#menu', `#${receipt.id}.${secret}`]) expect(readGuestLink(hash)).toBeUndefined();
  });
});
