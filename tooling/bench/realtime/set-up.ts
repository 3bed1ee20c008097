import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { issuer } from '@blunari/api/testing/serve-gateway';
import { loadSigningKeys } from '@blunari/api/testing/signing-keys';
import { Client } from 'pg';
import { startMigratedServer } from '../server/start-bench-server.ts';

/** Somebody of a restaurant's staff, with the topic of that restaurant. */
export interface Member {
  readonly token: string;
  readonly topic: string;
}

export interface Bench {
  /** Logs in as `supabase_realtime_admin`. */
  readonly databaseUrl: string;
  readonly keysPath: string;
  readonly anonKey: string;
  /** Connected as `postgres`. */
  readonly owner: Client;
  /** Ten at each restaurant. */
  readonly addMembers: (count: number) => Promise<readonly Member[]>;
  readonly stop: () => Promise<void>;
}

/** A migrated server of its own, safe against power cuts as in production, where everybody may read topics `bench-...`. */
export async function setUp(): Promise<Bench> {
  const { urls, folder, stop } = await startMigratedServer();
  const owner = new Client({ connectionString: urls.owner });
  await owner.connect();
  await owner.query(`create policy bench on realtime.messages for select to anon using (topic like 'bench-%')`);
  const keysPath = join(folder, 'keys.json');
  const keys = await loadSigningKeys(keysPath);
  return {
    databaseUrl: urls.realtime,
    keysPath,
    anonKey: keys.anonKey,
    owner,
    addMembers: (count) => addMembers(owner, (claims) => keys.sign(claims), count),
    stop: async () => {
      await owner.end();
      await stop();
    },
  };
}

type Sign = (claims: Record<string, unknown>) => Promise<string>;

async function addMembers(owner: Client, sign: Sign, count: number): Promise<readonly Member[]> {
  const tenants = Array.from({ length: Math.ceil(count / 10) }, () => randomUUID());
  const people = Array.from({ length: count }, (_, n) => ({
    sub: randomUUID(),
    tenantId: tenants[Math.floor(n / 10)] ?? '',
  }));
  await owner.query(
    `insert into public.tenants (id, name, slug) select id, 'Bench', 'b-' || id from unnest($1::uuid[]) as id`,
    [tenants],
  );
  await owner.query(
    `insert into auth.users (id, email) select sub, sub || '@example.com' from unnest($1::uuid[]) as sub`,
    [people.map(({ sub }) => sub)],
  );
  await owner.query(
    `insert into public.tenant_members (tenant_id, user_id, role)
     select tenant_id, sub, 'viewer' from unnest($1::uuid[], $2::uuid[]) as p (sub, tenant_id)`,
    [people.map(({ sub }) => sub), people.map(({ tenantId }) => tenantId)],
  );
  const nowS = Math.floor(Date.now() / 1000);
  return Promise.all(
    people.map(async ({ sub, tenantId }) => ({
      topic: `tenant:${tenantId}`,
      token: await sign({
        iss: issuer,
        aud: 'authenticated',
        role: 'authenticated',
        sub,
        session_id: randomUUID(),
        iat: nowS,
        exp: nowS + 3_600,
      }),
    })),
  );
}
