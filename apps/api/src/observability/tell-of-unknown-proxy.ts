import type { FastifyInstance } from 'fastify';

/**
 * Says once that a forwarded request was counted under its proxy's address. A stranger may have made the header up; where a proxy
 * did, all people behind it share one allowance of sign-ins and mails, and nothing else shows why.
 */
export function tellOfUnknownProxy(app: FastifyInstance): void {
  let isTold = false;
  app.addHook('onRequest', async (request) => {
    if (isTold || request.headers['x-forwarded-for'] === undefined) return;
    if (request.ip !== request.socket.remoteAddress) return;
    isTold = true;
    request.log.warn(
      { req: request },
      'x-forwarded-for came from an address that TRUST_PROXY does not name: behind a proxy, all people count as one.',
    );
  });
}
