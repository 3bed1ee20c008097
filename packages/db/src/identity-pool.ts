import { AsyncLocalStorage } from 'node:async_hooks';
import { Pool, type PoolClient, type PoolConfig } from 'pg';
import { identitySchema, type Identity } from './identity.ts';
import { OneTransaction } from './one-transaction.ts';
import { hearLostConnections } from './server/hear-lost-connections.ts';

type ConnectCallback = (
  error: Error | undefined,
  client: PoolClient | undefined,
  done: (release?: unknown) => void,
) => void;

/**
 * A pool whose transactions run in somebody's name: who asks for a connection gets one transaction of the identity
 * that it was asked in. Without an identity there is no transaction, and a query outside one has the rights of the
 * login role: none.
 */
export class IdentityPool extends Pool {
  readonly #identity = new AsyncLocalStorage<Identity>();

  constructor(config: PoolConfig) {
    // So that BEGIN and the first statement travel together.
    super({ ...config, pipeline: true });
    // A connection that dies is replaced at the next use, and its query fails.
    hearLostConnections(this, () => undefined);
  }

  /** Every transaction begun inside `run` is this identity's; a call inside a call has its own. */
  async runAs<Value>(identity: Identity, run: () => Promise<Value>): Promise<Value> {
    return this.#identity.run(identitySchema.parse(identity), run);
  }

  override connect(): Promise<PoolClient>;
  override connect(callback: ConnectCallback): void;
  override connect(callback?: ConnectCallback): Promise<PoolClient> | void {
    // The pool's own query() comes with a callback: single statements of the visitor functions.
    if (callback) return super.connect(callback);
    const identity = this.#identity.getStore();
    return super.connect().then((client) => asClient(client, new OneTransaction(client, identity)));
  }
}

/** The connection as Prisma sees it: its events, and the queries and the end of one transaction. */
function asClient(client: PoolClient, transaction: OneTransaction): PoolClient {
  return new Proxy(client, {
    get(target, property) {
      if (property === 'query') return transaction.query;
      if (property === 'release') return transaction.release;
      const value: unknown = Reflect.get(target, property);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
