import { err, ok, type Result } from '@blunari/schema/result';
import type { Pool } from 'pg';
import type { Claims } from '../../../tokens/claims.ts';
import type { Log } from '../log.ts';
import type { Extension } from '../state/channel.ts';
import { askPolicies, type PolicyAnswer, type PolicyQuestion } from './ask-policies.ts';
import { Batches, type Asker } from './batches.ts';
import { isCallersFaultState } from './sql-state.ts';

export interface ReadPermissions {
  readonly broadcast: boolean;
  readonly presence: boolean;
}

/** The database could not be asked; a later try may be answered. */
type Unavailable = 'unavailable';

/** Whose permissions are asked for, and where that somebody is. */
export interface Caller {
  readonly claims: Claims;
  /** As `networkOf` names it. */
  readonly network: string;
}

/** What the policies on `realtime.messages` allow a caller on a private topic. */
export interface Permissions {
  read(caller: Caller, topicName: string): Promise<Result<ReadPermissions, Unavailable>>;
  write(caller: Caller, topicName: string, extension: Extension): Promise<Result<boolean, Unavailable>>;
}

/** Some tens of milliseconds of one transaction. */
const BATCH_SIZE = 64;

/** Of the pool's connections; the rest is left to the messages of the database. */
const CONCURRENCY = 2;

/** A client gives its join up after ten seconds. */
const WAIT_MS = 8_000;

/**
 * Decides as Supabase Realtime does, by trying: probe rows are inserted and read, or inserted, under the caller's claims in
 * a transaction that is rolled back. What a crowd asks at once, as after an outage, is asked in batches, in which the callers
 * have their turns, and a question that is under way already only once.
 */
export function createPermissions(pool: Pool, log: Log): Permissions {
  const batches = new Batches<PolicyQuestion, PolicyAnswer>({
    batchSize: BATCH_SIZE,
    concurrency: CONCURRENCY,
    waitMs: WAIT_MS,
    keyOf: (question) => JSON.stringify(question),
    ask: (questions) => askPolicies(pool, log, questions),
  });
  const ask = async (question: PolicyQuestion, caller: Caller): Promise<Result<readonly Extension[], Unavailable>> => {
    const answer = await batches.ask(question, askerOf(caller));
    return answer.ok ? refusedOrUnavailable(answer.value, log, question.topicName) : answer;
  };
  return {
    read: async (caller, topicName) => {
      const { claims } = caller;
      const allowed = await ask({ verb: 'read', topicName, claims, extensions: ['broadcast', 'presence'] }, caller);
      if (!allowed.ok) return allowed;
      return ok({ broadcast: allowed.value.includes('broadcast'), presence: allowed.value.includes('presence') });
    },
    write: async (caller, topicName, extension) => {
      const { claims } = caller;
      const allowed = await ask({ verb: 'write', topicName, claims, extensions: [extension] }, caller);
      return allowed.ok ? ok(allowed.value.includes(extension)) : allowed;
    },
  };
}

/** A person is the same one everywhere; of strangers, who all have the same key, each network is one. */
export function askerOf({ claims, network }: Caller): Asker {
  const isKnown = claims.role !== 'anon';
  return { id: isKnown ? (claims.sub ?? network) : network, isKnown };
}

const INSUFFICIENT_PRIVILEGE = '42501';

function refusedOrUnavailable(
  answer: PolicyAnswer,
  log: Log,
  topic: string,
): Result<readonly Extension[], Unavailable> {
  if (answer.ok) return answer;
  const { code, message } = answer.error;
  if (code === INSUFFICIENT_PRIVILEGE) return ok([]);
  // 23514 is a missing partition of `realtime.messages`: nobody's fault but ours, and nothing is delivered without it.
  if (isCallersFaultState(code) && code !== '23514') {
    log.warn({ code, reason: message, topic }, 'A policy on realtime.messages failed; the channel is refused.');
    return ok([]);
  }
  log.error({ code, reason: message, topic }, 'The permissions of a channel could not be asked for.');
  return err('unavailable');
}
