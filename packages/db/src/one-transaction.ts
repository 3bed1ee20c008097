import type { PoolClient } from 'pg';
import { z } from 'zod';
import { beginAs, type Identity } from './identity.ts';

interface Statement {
  readonly text: string;
}

/**
 * Takes back, in the message that ends a transaction, what SQL can set for the whole session. Our own SQL sets nothing;
 * an injected one must not reach the next user of the connection either.
 */
const cleanSession =
  'RESET ALL; RESET ROLE; CLOSE ALL; UNLISTEN *; DISCARD TEMP; SELECT pg_catalog.pg_advisory_unlock_all()';

/** What a message of several statements answers, the first of them first. */
const answersSchema = z.tuple([z.object({ command: z.string() })]).rest(z.unknown());

const nothing = { rowCount: 0 };

/**
 * One transaction in somebody's name on a connection of the pool. BEGIN waits for the first statement and travels with
 * it, so a transaction costs one wait more than its statements: that for COMMIT. After its end it takes no statement,
 * as the connection may be somebody else's by then.
 */
export class OneTransaction {
  readonly #client: PoolClient;
  readonly #identity: Identity | undefined;
  #phase: 'new' | 'begun' | 'sent' | 'over' = 'new';
  #begin = '';
  /** False from the first message until the answer to the last. */
  #isClean = true;
  #previous: Promise<unknown> = Promise.resolve();

  constructor(client: PoolClient, identity: Identity | undefined) {
    this.#client = client;
    this.#identity = identity;
  }

  /** Prisma loads several relations at once; a transaction takes one statement at a time. */
  readonly query = (statement: Statement): Promise<unknown> => {
    const next = this.#previous.then(() => this.#run(statement));
    this.#previous = next.catch(() => undefined);
    return next;
  };

  /** Gives the connection back, or ends it where anything might be left of us. */
  readonly release = (problem?: Error | boolean): void => {
    this.#phase = 'over';
    this.#client.release(problem ?? !this.#isClean);
  };

  async #run(statement: Statement): Promise<unknown> {
    if (this.#phase === 'over') throw new Error('This transaction is over.');
    if (this.#phase === 'new') return this.#plan(statement);
    if (statement.text === 'COMMIT' || statement.text === 'ROLLBACK') return this.#end(statement.text);
    if (this.#phase === 'sent') return this.#client.query(statement);
    this.#phase = 'sent';
    this.#isClean = false;
    // Both in one packet. Where BEGIN's message fails, the transaction is aborted, and the statement cannot run either.
    const { stream } = this.#client.connection;
    stream.cork();
    const answers = Promise.all([this.#client.query(this.#begin), this.#client.query(statement)]);
    stream.uncork();
    return (await answers)[1];
  }

  #plan({ text }: Statement): typeof nothing {
    if (text !== 'BEGIN') throw new Error('A statement needs a transaction: open it with db.as(identity, ...).');
    this.#begin = beginAs(this.#identity);
    this.#phase = 'begun';
    return nothing;
  }

  async #end(command: 'COMMIT' | 'ROLLBACK'): Promise<unknown> {
    this.#phase = 'over';
    // Nothing was asked, so nothing was begun.
    if (this.#isClean) return nothing;
    const [ended] = answersSchema.parse(await this.#client.query<never>(`${command}; ${cleanSession}`));
    this.#isClean = true;
    // After a failed statement Postgres answers COMMIT with ROLLBACK and no error: nothing was stored.
    if (command === 'COMMIT' && ended.command !== 'COMMIT') throw new Error('The transaction was rolled back.');
    return nothing;
  }
}
