import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '@blunari/db/testing';
import fastify from 'fastify';
import { Pool } from 'pg';
import { loadSigningKeys, type SigningKeys } from '../../../tokens/signing-keys.ts';
import { createTokenVerifier } from '../../../tokens/verify-token.ts';
import type { RealtimeLimits } from '../limits.ts';
import { createRealtimeGateway, type RealtimeGateway } from '../realtime-gateway.ts';

export interface TestGateway {
  readonly url: string;
  readonly database: TestDatabase;
  /** Connected as `postgres`, which makes policies and sends messages. */
  readonly owner: Pool;
  readonly keys: SigningKeys;
  readonly gateway: RealtimeGateway;
  /** A token of a person; a new one unless `sub` is given. */
  token(claims?: { sub?: string; lifetimeS?: number }): Promise<string>;
  stop(): Promise<void>;
}

export const issuer = 'http://localhost:8080/auth/v1';

/** The gateway on a real HTTP server and a database of its own, where a person reads and writes `user:<own id>` and reads `news`. */
export async function startTestGateway(
  limits: Partial<RealtimeLimits> = {},
  givenDatabase?: TestDatabase,
): Promise<TestGateway> {
  const folder = await mkdtemp(join(tmpdir(), 'realtime-'));
  const keys = await loadSigningKeys(join(folder, 'keys.json'));
  const database = givenDatabase ?? (await createTestDatabase());
  const owner = new Pool({ connectionString: database.urls.owner, max: 4 });
  // A restart of the database, or its end, also meets idle connections of the test.
  owner.on('error', () => undefined);
  await makePolicies(owner);
  const verifyToken = createTokenVerifier({ keys: { kind: 'local', jwks: keys.jwks }, issuers: ['supabase', issuer] });
  const app = fastify({ logger: false });
  const gateway = await createRealtimeGateway({
    databaseUrl: database.urls.realtime,
    verifyToken,
    log: app.log,
    limits: { drainMs: 0, ...limits },
  });
  await app.register(gateway.httpPlugin);
  app.server.on('upgrade', gateway.handleUpgrade);
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  return {
    url,
    database,
    owner,
    keys,
    gateway,
    token: ({ sub = randomUUID(), lifetimeS = 600 } = {}) => personToken(keys, sub, lifetimeS),
    stop: async () => {
      await gateway.close();
      await app.close();
      await owner.end();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function personToken(keys: SigningKeys, sub: string, lifetimeS: number): Promise<string> {
  const nowS = Math.floor(Date.now() / 1000);
  const role = 'authenticated';
  return keys.sign({ iss: issuer, aud: role, role, sub, session_id: randomUUID(), iat: nowS, exp: nowS + lifetimeS });
}

async function makePolicies(owner: Pool): Promise<void> {
  await owner.query(`
    create policy read_own on realtime.messages for select to authenticated
      using (topic = (select realtime.topic()) and (topic = 'news' or topic = 'user:' || (select auth.uid())::text));
    create policy write_own on realtime.messages for insert to authenticated
      with check (topic = 'user:' || (select auth.uid())::text)`);
}
