import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '@blunari/db/testing';
import { Pool } from 'pg';
import { loadSigningKeys, type SigningKeys } from '../../../tokens/signing-keys.ts';
import type { RealtimeLimits } from '../limits.ts';
import type { RealtimeGateway } from '../realtime-gateway.ts';
import { issuer, serveGateway, type ServeOptions } from './serve-gateway.ts';

export interface TestGateway {
  readonly url: string;
  readonly database: TestDatabase;
  /** Connected as `postgres`, which makes policies and sends messages. */
  readonly owner: Pool;
  readonly keys: SigningKeys;
  readonly gateway: RealtimeGateway;
  /** For another gateway on the same database. */
  readonly serveOptions: ServeOptions;
  /** A token of a person; a new one unless `sub` is given. */
  token(claims?: { sub?: string; lifetimeS?: number }): Promise<string>;
  stop(): Promise<void>;
}

/** The gateway on a real HTTP server and a database of its own, where a person reads and writes `user:<own id>` and reads `news`. */
export async function startTestGateway(
  limits: Partial<RealtimeLimits> = {},
  givenDatabase?: TestDatabase,
): Promise<TestGateway> {
  const folder = await mkdtemp(join(tmpdir(), 'realtime-'));
  const keysPath = join(folder, 'keys.json');
  const keys = await loadSigningKeys(keysPath);
  const database = givenDatabase ?? (await createTestDatabase());
  const owner = new Pool({ connectionString: database.urls.owner, max: 4 });
  // A restart of the database, or its end, also meets idle connections of the test.
  owner.on('error', () => undefined);
  await makePolicies(owner);
  const serveOptions = { databaseUrl: database.urls.realtime, keysPath, limits };
  const { url, gateway, close } = await serveGateway(serveOptions);
  return {
    url,
    database,
    owner,
    keys,
    gateway,
    serveOptions,
    token: ({ sub = randomUUID(), lifetimeS = 600 } = {}) => personToken(keys, sub, lifetimeS),
    stop: async () => {
      await close();
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
