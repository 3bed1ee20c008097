import fastify from 'fastify';
import { loadSigningKeys } from '../../../tokens/signing-keys.ts';
import { createTokenVerifier } from '../../../tokens/verify-token.ts';
import type { RealtimeLimits } from '../limits.ts';
import type { Log } from '../log.ts';
import { createRealtimeGateway, type RealtimeGateway } from '../realtime-gateway.ts';

export interface ServedGateway {
  readonly url: string;
  readonly gateway: RealtimeGateway;
  readonly close: () => Promise<void>;
}

export interface ServeOptions {
  readonly databaseUrl: string;
  /** File of the keys that tokens are signed with; made if it is not there. */
  readonly keysPath: string;
  readonly limits?: Partial<RealtimeLimits>;
  readonly trustedProxies?: string[];
  /** Silent unless given. */
  readonly log?: Log;
  /** Any free one unless given. */
  readonly port?: number;
}

export const issuer = 'http://localhost:8080/auth/v1';

/** The gateway on an HTTP server of its own. */
export async function serveGateway(options: ServeOptions): Promise<ServedGateway> {
  const { databaseUrl, keysPath, limits, trustedProxies = [], port = 0 } = options;
  const keys = await loadSigningKeys(keysPath);
  const verifyToken = createTokenVerifier({ keys: { kind: 'local', jwks: keys.jwks }, issuers: ['supabase', issuer] });
  const app = fastify({ logger: false, trustProxy: trustedProxies });
  const gateway = await createRealtimeGateway({
    databaseUrl,
    verifyToken,
    log: options.log ?? app.log,
    limits: { drainMs: 0, ...limits },
    trustedProxies,
  });
  await app.register(gateway.httpPlugin);
  app.server.on('upgrade', gateway.handleUpgrade);
  const url = await app.listen({ port, host: '127.0.0.1' });
  const close = async (): Promise<void> => {
    await gateway.close();
    await app.close();
  };
  return { url, gateway, close };
}
