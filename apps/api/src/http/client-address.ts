import { isIPv4, isIPv6 } from 'node:net';

/**
 * An address without the part that names one household: IPv4 to /24, IPv6 to /48.
 * This is what limits, sessions and logs see.
 */
export function shortenAddress(address: string): string | null {
  const plain = plainAddress(address);
  if (plain === null) return null;
  if (isIPv4(plain)) return `${plain.split('.').slice(0, 3).join('.')}.0`;
  const groups = expandGroups(plain).slice(0, 3);
  return `${groups.map((group) => group.toString(16)).join(':')}::`.replace(/^0:0:0::$/, '::');
}

/** The leading 16-bit groups of an IPv6 address; the zeros that `::` stands for are written out. */
function expandGroups(address: string): readonly number[] {
  const [head = '', tail] = address.split('::');
  const before = parseGroups(head);
  if (tail === undefined) return before;
  const after = parseGroups(tail);
  return [...before, ...Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => 0), ...after];
}

function parseGroups(part: string): number[] {
  return part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16));
}

/**
 * What counts as one client for a limit: a whole IPv4 address, and the /64 of an IPv6 address, for within it a household
 * or a machine picks addresses as it likes. To be held in memory only.
 */
export function networkOf(address: string): string {
  const plain = plainAddress(address);
  if (plain === null) return 'unknown';
  if (isIPv4(plain)) return plain;
  return expandGroups(plain)
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':');
}

/** An address as one writes it: IPv4 without the prefix that IPv6 sockets give it, IPv6 without its zone; else `null`. */
export function plainAddress(address: string): string | null {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  const plain = mapped ?? address.split('%')[0] ?? '';
  return isIPv4(plain) || isIPv6(plain) ? plain : null;
}

/** The site that a network is one of many of: the /48 of a /64, of which whoever has one has 65,536. */
export function siteOf(network: string): string {
  return network.split(':').slice(0, 3).join(':');
}
