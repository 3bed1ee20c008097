import { randomUUID } from 'node:crypto';
import type { Rollout } from '@blunari/schema/api';
import { createDatabase, type Database, type Tx } from '../../src/client.ts';
import { toAppError } from '../../src/errors.ts';
import { readRollout } from '../../src/queries/rollouts/read-rollout.ts';
import { createTestDatabase, type TestDatabase } from '../../src/testing/postgres.ts';
import { query } from './query.ts';
import { createUser } from './tenant.ts';

/** A platform admin at work on a database of their own. */
export interface RolloutDesk {
  readonly test: TestDatabase;
  readonly database: Database;
  readonly adminId: string;
  /** `ok`, or the code and the words of what was refused; what is done is committed. */
  readonly act: (run: (tx: Tx) => Promise<unknown>) => Promise<string>;
  readonly ask: <Value>(run: (tx: Tx) => Promise<Value>) => Promise<Value>;
  readonly state: () => Promise<Rollout>;
  /** Ids of the restaurants that have the editor. */
  readonly holders: () => Promise<readonly string[]>;
  /** Restaurants without members, by name. */
  readonly addTenants: (count: number) => Promise<readonly string[]>;
  readonly sql: (text: string, values?: unknown[]) => Promise<Record<string, unknown>[]>;
  readonly stop: () => Promise<void>;
}

export async function setUpRolloutDesk(): Promise<RolloutDesk> {
  const test = await createTestDatabase();
  const database = createDatabase({ url: test.urls.api });
  const person = await createUser(test.urls.owner);
  const admin = { ...person, claims: { ...person.claims, app_metadata: { platform_admin: true } } };
  const sql = (text: string, values?: unknown[]): Promise<Record<string, unknown>[]> =>
    query(test.urls.owner, text, values);
  return {
    test,
    database,
    adminId: person.claims.sub,
    act: async (run) => {
      try {
        await database.as(admin, run);
        return 'ok';
      } catch (error) {
        const { code, message } = toAppError(error);
        return `${code}: ${message}`;
      }
    },
    ask: (run) => database.as(admin, run),
    state: () => database.as(admin, (tx) => readRollout(tx)),
    holders: async () => {
      const rows = await sql(
        `select a.tenant_id::text as id from public.widget_feature_flags f
         cross join lateral widget_private.flag_answers(f) a
         where f.key = 'widget_management_v2' and a.is_on order by a.place`,
      );
      return rows.map(({ id }) => String(id));
    },
    addTenants: async (count) => {
      const ids = Array.from({ length: count }, () => randomUUID());
      await sql(
        `insert into public.tenants (id, name, slug)
         select id, 'Restaurant ' || place, 'r-' || id from unnest($1::uuid[]) with ordinality as t (id, place)`,
        [ids],
      );
      return ids;
    },
    sql,
    stop: async () => {
      await database.close();
      await test.drop();
    },
  };
}
