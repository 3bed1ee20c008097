import { describe, expect, it } from 'vitest';
import { shortenAddress } from './client-address.ts';

describe('shortening an address', () => {
  it.each([
    ['203.0.113.77', '203.0.113.0'],
    ['::ffff:203.0.113.77', '203.0.113.0'],
    ['2001:db8:1234:5678::1', '2001:db8:1234::'],
    ['2001:db8::1', '2001:db8:0::'],
    ['fe80::1%eth0', 'fe80:0:0::'],
    ['::1', '::'],
    ['', null],
    ['localhost', null],
  ])('%s becomes %s', (address, shortened) => {
    expect(shortenAddress(address)).toBe(shortened);
  });
});
