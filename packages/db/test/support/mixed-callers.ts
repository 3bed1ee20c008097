import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import { z } from 'zod';
import type { Database, Tx } from '../../src/client.ts';
import type { Identity } from '../../src/identity.ts';
import { residueOf } from './residue.ts';
import type { TestTenant } from './tenant.ts';

export interface Crowd {
  readonly database: Database;
  /** The pool of `database`. */
  readonly pool: Pool;
  /** Runs a statement of the database's superuser, who cancels and terminates. */
  readonly operator: (sql: string, values: unknown[]) => Promise<unknown>;
  /** Ends the client's connection whose last statement has this text in it; false when there is none. */
  readonly cut: (text: string) => boolean;
  readonly tenants: readonly [TestTenant, TestTenant];
}

interface Caller {
  readonly identity: Identity;
  /** The restaurants that this caller may see. */
  readonly sees: readonly string[];
}

const insideSchema = z.tuple([
  z.object({ user: z.string(), claims: z.string(), sub: z.string().nullable(), timeout: z.string(), pid: z.int() }),
]);

/** Proves inside a transaction whose it is. Returns the server's process. */
async function check(tx: Tx, { identity, sees }: Caller): Promise<number> {
  const rows = await tx.$queryRaw`
    select current_user::text as "user", current_setting('request.jwt.claims') as claims, auth.uid()::text as sub,
      current_setting('statement_timeout') as timeout, pg_backend_pid() as pid`;
  const [{ pid, ...inside }] = insideSchema.parse(rows);
  const right = {
    user: identity.role,
    claims: JSON.stringify(identity.claims),
    sub: identity.claims['sub'] ?? null,
    timeout: identity.role === 'anon' ? '3s' : '8s',
  };
  if (JSON.stringify(inside) !== JSON.stringify(right)) throw new Wrong(`inside: ${JSON.stringify(inside)}`);
  if (identity.role === 'authenticated') {
    const seen = (await tx.tenant.findMany({ orderBy: { id: 'asc' } })).map(({ id }) => id);
    if (seen.join() !== sees.join()) throw new Wrong(`sees ${seen.join()}`);
  }
  return pid;
}

/** What must never happen, told from the failures that were asked for. */
export class Wrong extends Error {}

const sleep = (tx: Tx): Promise<unknown> => tx.$executeRaw`select pg_sleep(5)`;

type Act = (tx: Tx, crowd: Crowd, pid: number, index: number) => Promise<unknown>;

/** What callers do to their transaction once it was checked; most of it fails. */
const acts: Readonly<Record<string, Act>> = {
  reads: () => Promise.resolve(),
  'errs in SQL': (tx) => tx.$executeRaw`select 1 / 0`,
  'swallows an error': (tx) => tx.$executeRaw`select 1 / 0`.catch(() => undefined),
  throws: () => Promise.reject(new Error('changed my mind')),
  'times out': async (tx) => {
    await tx.$executeRaw`set local statement_timeout = 5`;
    return sleep(tx);
  },
  'is cancelled': async (tx, { operator }, pid) => {
    const [slept] = await Promise.allSettled([sleep(tx), interrupt(operator, 'pg_cancel_backend', pid)]);
    if (slept.status === 'rejected') throw slept.reason;
  },
  'is terminated': async (tx, { operator }, pid) => {
    const [slept] = await Promise.allSettled([sleep(tx), interrupt(operator, 'pg_terminate_backend', pid)]);
    if (slept.status === 'rejected') throw slept.reason;
  },
  'is cut off': async (tx, { cut }, _, index) => {
    const marker = `select pg_sleep(5) /* cut ${index} */`;
    const [slept] = await Promise.allSettled([
      tx.$executeRawUnsafe(marker),
      delay(30).then(() => until(() => Promise.resolve(cut(marker)))),
    ]);
    if (slept.status === 'rejected') throw slept.reason;
  },
  'leaves a session behind': async (tx, _, __, index) => {
    await tx.$executeRawUnsafe(
      `select set_config('role', 'anon', false), set_config('request.jwt.claims', '{"sub":"forged"}', false),
         pg_advisory_lock(${index});
       set statement_timeout = 0; set search_path = evil; set default_transaction_read_only = on;
       listen gossip; create temp table tenants (id uuid); declare kept cursor with hold for select 1`,
    );
    // Half of them commit.
    if (index % (2 * period) < period) throw new Error('rolled back');
  },
};

/** After so many callers the acts begin anew; half of the callers only read. */
const period = 2 * Object.keys(acts).length;

function interrupt(operator: Crowd['operator'], how: string, pid: number): Promise<void> {
  return until(async () => {
    const sleeping = await operator(
      `select ${how}(pid) from pg_stat_activity where pid = $1 and wait_event = 'PgSleep'`,
      [pid],
    );
    return sleeping === 1;
  });
}

/** Tries again until it succeeds, for as long as a busy machine may take to let somebody fall asleep. */
async function until(tried: () => Promise<boolean>): Promise<void> {
  const endMs = performance.now() + 20_000;
  while (performance.now() < endMs) {
    if (await tried()) return;
    await delay(5);
  }
}

/** What came of one caller: `right` when it was to succeed and did, `failed` when it was to fail and did. */
async function call(crowd: Crowd, index: number): Promise<string> {
  const names = Object.keys(acts);
  const name = names[index % period] ?? 'reads';
  const act = acts[name];
  if (!act) throw new Error('every name has an act');
  const [one, other] = crowd.tenants;
  const callers: readonly Caller[] = [
    { identity: one.viewer, sees: [one.id] },
    { identity: other.owner, sees: [other.id] },
    { identity: { role: 'anon', claims: {} }, sees: [] },
    { identity: one.admin, sees: [one.id] },
  ];
  const caller = callers[index % callers.length];
  if (!caller) throw new Error('there are callers');
  try {
    await crowd.database.as(caller.identity, async (tx) => act(tx, crowd, await check(tx, caller), index));
    return `${name}: done`;
  } catch (error) {
    return error instanceof Wrong ? error.message : `${name}: failed`;
  }
}

/** So many callers at once, each followed by a look at what the next user of a connection finds. */
export async function runCallers(crowd: Crowd, count: number): Promise<{ outcomes: string[]; residues: unknown[] }> {
  const residues: unknown[] = [];
  const outcomes = await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const outcome = await call(crowd, index);
      residues.push(await residueOf(crowd.pool));
      return outcome;
    }),
  );
  return { outcomes, residues };
}
