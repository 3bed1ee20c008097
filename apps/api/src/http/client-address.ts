import { isIPv4, isIPv6 } from 'node:net';

/**
 * An address without the part that names one household: IPv4 to /24, IPv6 to /48.
 * This is what limits, rows and logs see; the whole address is kept nowhere.
 */
export function shortenAddress(address: string): string | null {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  const plain = mapped ?? address.split('%')[0] ?? '';
  if (isIPv4(plain)) return `${plain.split('.').slice(0, 3).join('.')}.0`;
  if (!isIPv6(plain)) return null;
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
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  const plain = mapped ?? address.split('%')[0] ?? '';
  if (isIPv4(plain)) return plain;
  if (!isIPv6(plain)) return 'unknown';
  return expandGroups(plain)
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':');
}

/** The site that a network is one of many of: the /48 of a /64, of which whoever has one has 65,536. */
export function siteOf(network: string): string {
  return network.split(':').slice(0, 3).join(':');
}
