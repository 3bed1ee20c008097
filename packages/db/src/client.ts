import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient, type Prisma } from './generated/prisma/client.ts';
import { IdentityPool } from './identity-pool.ts';
import type { Identity } from './identity.ts';
import { verify, type Finding } from './migrate/verify.ts';
import { visitorQueries, type VisitorQueries } from './queries/visitor-queries.ts';

export interface DatabaseOptions {
  /** Connection as `blunari_api`; a transaction-mode pooler is fine, no statement is named. */
  readonly url: string;
  /** Most connections at once. Default: 10. */
  readonly poolSize?: number;
  /** How long a caller waits for a free connection before it is told `unavailable`. Default: 5,000. */
  readonly connectionWaitMs?: number;
}

/** Prisma inside one transaction. */
export type Tx = Prisma.TransactionClient;

export interface Database {
  /**
   * Runs one transaction under the row security of a person, or of `anon`. A throw rolls back; `toAppError` names it.
   * An error that SQL raised must leave `run` as a throw: the transaction is over, and a commit would be refused.
   */
  readonly as: <Value>(identity: Identity, run: (tx: Tx) => Promise<Value>) => Promise<Value>;
  /** What visitors may do: functions of the database that take a public key and check everything themselves. */
  readonly visitor: VisitorQueries;
  /** Answers if the database does; for readiness checks. */
  readonly ping: () => Promise<void>;
  /** Compares the database with what the migrations leave, see `pnpm db:verify`. */
  readonly verify: () => Promise<readonly Finding[]>;
  readonly close: () => Promise<void>;
}

/** All of a transaction; longer than its longest statement may take. */
const transactionMs = 10_000;

/** The API's door to the database. */
export function createDatabase(options: DatabaseOptions): Database {
  const connectionWaitMs = options.connectionWaitMs ?? 5_000;
  const pool = new IdentityPool({
    connectionString: options.url,
    max: options.poolSize ?? 10,
    connectionTimeoutMillis: connectionWaitMs,
  });
  return databaseOn(pool, connectionWaitMs);
}

/** The same on a pool of the caller's, which `close` ends. */
export function databaseOn(pool: IdentityPool, connectionWaitMs: number): Database {
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool), errorFormat: 'minimal' });
  return {
    as: (identity, run) =>
      pool.runAs(identity, () => prisma.$transaction(run, { maxWait: connectionWaitMs, timeout: transactionMs })),
    visitor: visitorQueries(pool),
    ping: async () => {
      await pool.query('select 1');
    },
    verify: async () => verify(pool),
    close: async () => {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}
