import { AsyncLocalStorage } from 'node:async_hooks';
import { escapeLiteral, Pool, type PoolClient, type PoolConfig } from 'pg';
import { z } from 'zod';

/**
 * In whose name a transaction runs. The role is from a closed list: `set_config('role', 'none')` would be the login
 * role again. Claims come from a token whose signature was checked; `sub` is the user.
 */
export const identitySchema = z.discriminatedUnion('role', [
  z.object({ role: z.literal('authenticated'), claims: z.looseObject({ sub: z.uuid() }) }),
  z.object({ role: z.literal('anon'), claims: z.looseObject({}) }),
]);

export type Identity = z.infer<typeof identitySchema>;

/** As Supabase has them: a role's own setting acts at login only, so they are set with the identity. */
const statementTimeoutMs = { authenticated: 8_000, anon: 3_000 } as const satisfies Record<Identity['role'], number>;

type ConnectCallback = (
  error: Error | undefined,
  client: PoolClient | undefined,
  done: (release?: unknown) => void,
) => void;

/**
 * A pool whose transactions run in somebody's name: the BEGIN that Prisma sends becomes one message with the identity,
 * which ends with the transaction, so nothing is left for the connection's next user.
 * Without an identity there is no transaction, and a query outside one has the rights of the login role: none.
 */
export class IdentityPool extends Pool {
  readonly #identity = new AsyncLocalStorage<Identity>();

  constructor(config: PoolConfig) {
    super(config);
    // A connection that dies while idle is replaced at the next use; without a listener it would end the process.
    this.on('error', () => undefined);
  }

  /** Every transaction begun inside `run` is this identity's. */
  async runAs<Value>(identity: Identity, run: () => Promise<Value>): Promise<Value> {
    return this.#identity.run(identitySchema.parse(identity), run);
  }

  override connect(): Promise<PoolClient>;
  override connect(callback: ConnectCallback): void;
  override connect(callback?: ConnectCallback): Promise<PoolClient> | void {
    // The pool's own query() comes with a callback: single statements of the visitor functions.
    if (callback) return super.connect(callback);
    return super.connect().then((client) => inTheirName(client, () => this.#identity.getStore()));
  }
}

function inTheirName(client: PoolClient, currentIdentity: () => Identity | undefined): PoolClient {
  const run = async (config: { readonly text: string }): Promise<unknown> => {
    if (config.text === 'BEGIN') return client.query(beginAs(currentIdentity()));
    const result = await client.query(config);
    // After a failed statement Postgres answers COMMIT with ROLLBACK and no error: nothing was stored.
    if (config.text === 'COMMIT' && result.command !== 'COMMIT') throw new Error('The transaction was rolled back.');
    return result;
  };
  // Prisma loads several relations at once; a connection takes one query at a time.
  let previous: Promise<unknown> = Promise.resolve();
  const query = (config: { readonly text: string }): Promise<unknown> => {
    const next = previous.then(() => run(config));
    previous = next.catch(() => undefined);
    return next;
  };
  const release = (problem?: Error | boolean): void => {
    client.release(problem ?? client.getTransactionStatus() !== 'I');
  };
  return new Proxy(client, {
    get(target, property) {
      if (property === 'query') return query;
      if (property === 'release') return release;
      const value: unknown = Reflect.get(target, property);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

function beginAs(identity: Identity | undefined): string {
  if (!identity) throw new Error('A transaction needs an identity: open it with db.as(identity, ...).');
  const claims = JSON.stringify(identity.claims);
  if (claims.includes(String.raw`\u0000`)) throw new Error('Claims with a NUL character cannot be used.');
  const settings = [
    ['role', identity.role],
    ['request.jwt.claims', claims],
    ['statement_timeout', String(statementTimeoutMs[identity.role])],
  ] as const;
  const calls = settings.map(([name, value]) => `set_config(${escapeLiteral(name)}, ${escapeLiteral(value)}, true)`);
  return `BEGIN; SELECT ${calls.join(', ')}`;
}
