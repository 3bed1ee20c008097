import { describe, expect, it } from 'vitest';
import { networkOf, plainAddress, shortenAddress, siteOf } from './client-address.ts';

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

describe('an address as one writes it', () => {
  it.each([
    ['203.0.113.77', '203.0.113.77'],
    ['::ffff:203.0.113.77', '203.0.113.77'],
    ['2001:db8::1', '2001:db8::1'],
    ['fe80::1%eth0', 'fe80::1'],
    ['999.1.1.1', null],
    ['unknown', null],
  ])('of %s is %s', (address, plain) => expect(plainAddress(address)).toBe(plain));
});

describe('what limits count as one client', () => {
  it.each([
    ['203.0.113.77', '203.0.113.77'],
    ['::ffff:203.0.113.77', '203.0.113.77'],
    ['2001:db8:1234:5678:9abc::1', '2001:db8:1234:5678'],
    ['2001:DB8:1234:5678::2', '2001:db8:1234:5678'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
    ['::1', '0:0:0:0'],
    ['', 'unknown'],
  ])('%s is %s', (address, network) => expect(networkOf(address)).toBe(network));
});

it('knows the site of a network', () => {
  expect(siteOf('2001:db8:1234:5678')).toBe('2001:db8:1234');
  expect(siteOf('203.0.113.77')).toBe('203.0.113.77');
});
