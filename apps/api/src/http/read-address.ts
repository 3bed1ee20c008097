import type { IncomingMessage } from 'node:http';
import proxyAddr from '@fastify/proxy-addr';

/** Where a request comes from; empty when its socket is gone already. */
export type ReadAddress = (request: IncomingMessage) => string;

/**
 * Finds addresses as fastify's `request.ip` does, for requests that fastify does not see. `trustedProxies` are addresses
 * and networks whose `x-forwarded-for` is believed.
 */
export function createAddressReader(trustedProxies: readonly string[] = []): ReadAddress {
  if (trustedProxies.length === 0) return (request) => request.socket.remoteAddress ?? '';
  const isTrusted = proxyAddr.compile([...trustedProxies]);
  // Of a socket that is gone the library says nothing, whatever its types say.
  return (request) => (request.socket.remoteAddress === undefined ? '' : proxyAddr(request, isTrusted));
}
