import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { Claims } from '../../../tokens/claims.ts';
import { askerOf } from '../database/permissions.ts';
import type { Row } from './replication/pgoutput.ts';
import { changeErrors, type ChangeError } from './change-errors.ts';
import { fullOldRowOf, fullRowOf, sizeOf, type Change } from './change.ts';
import type { Condition } from './condition.ts';
import { conditionsToAsk, undecidedFilters } from './decide-filter.ts';
import { evaluateRows } from './evaluate-rows.ts';
import { askWhoSees, type Caller } from './ask-who-sees.ts';
import { meetConditions } from './meet-conditions.ts';
import type { Subscription } from './subscription.ts';
import type { TableInfo } from './table-info.ts';

/** A change with those who asked for it, before it is known who may see it. */
export interface AwaitedChange {
  readonly change: Change;
  readonly table: TableInfo;
  readonly subscriptions: readonly Subscription[];
}

/** A change with those who are told of it. */
export interface JudgedChange {
  readonly change: Change;
  readonly table: TableInfo;
  /** Values as JSON text, by column. */
  readonly row: ReadonlyMap<string, string>;
  readonly oldRow: ReadonlyMap<string, string>;
  /** Long values are missing because all together they are too large. */
  readonly isCut: boolean;
  readonly recipients: ReadonlyMap<Subscription, Recipient>;
}

export interface Recipient {
  /** For whom it was judged: the subscriber may have got another token meanwhile. */
  readonly claims: Claims;
  /** Why not to show the row; null to show it. */
  readonly error: ChangeError | null;
}

interface Candidate {
  readonly subscription: Subscription;
  readonly claims: Claims;
}

interface Draft {
  readonly change: Change;
  readonly table: TableInfo;
  readonly row: Row | null;
  readonly oldRow: Row | null;
  readonly isCut: boolean;
  readonly refused: ReadonlyMap<Subscription, Recipient>;
  /** Who is told of it, if it sees the row and the database finds its conditions true. */
  readonly candidates: readonly Candidate[];
  /** What their conditions are about. */
  readonly compared: Row;
}

/** From there on only short values are sent, as in the original. */
const LARGEST_ROW_BYTES = 1024 * 1024;
const SHORT_VALUE_BYTES = 64;

export interface Judgement {
  readonly changes: readonly JudgedChange[];
  /** Whose conditions, all together, took too long, by `askerOf`: they hear nothing. */
  readonly tooSlow: ReadonlySet<string>;
  /** How long the conditions of others took, where that is known. */
  readonly tookMs: ReadonlyMap<string, number>;
}

/**
 * Decides who may see what, as Supabase does: columns by the rights of the caller's role, rows by asking for each under
 * the caller's claims. All changes are asked about together, once for each distinct caller. The conditions of those who
 * see the row come last: a stranger's words cost nothing at the changes of others. Rejects when the database cannot be asked.
 */
export async function judgeChanges(pool: Pool, awaited: readonly AwaitedChange[]): Promise<Judgement> {
  const all = await inTurns(awaited, ({ subscriptions }) => subscriptions.length, draftOf);
  const drafts = all.filter(({ refused, candidates }) => refused.size + candidates.length > 0);
  const [values, seen] = await Promise.all([
    evaluateRows(pool, drafts.map(sentValues)),
    askWhoSees(pool, callersOf(drafts)),
  ]);
  const told = await inTurns(
    drafts,
    ({ candidates }) => candidates.length,
    (draft) => ({ draft, candidates: toldOf(draft, seen) }),
  );
  const met = await meetConditions(pool, conditionsOf(told.flatMap(({ candidates }) => candidates)));
  const changes = told.map(({ draft, candidates }, index): JudgedChange => {
    const recipients = new Map(draft.refused);
    for (const { subscription, conditions, recipient } of candidates) {
      if (conditions.every((condition) => met.conditions.has(condition))) recipients.set(subscription, recipient);
    }
    const { change, table, isCut } = draft;
    const { row = new Map(), oldRow = new Map() } = values[index] ?? {};
    return { change, table, isCut, row, oldRow, recipients };
  });
  return { changes, tooSlow: met.tooSlow, tookMs: met.tookMs };
}

/** Each takes some five microseconds. */
const TURN_SUBSCRIPTIONS = 5_000;

/** As `map`, but others have their turns in between. */
async function inTurns<Item, Value>(
  items: readonly Item[],
  subscriptionsOf: (item: Item) => number,
  map: (item: Item) => Value,
): Promise<Value[]> {
  const values: Value[] = [];
  let subscriptions = 0;
  for (const item of items) {
    values.push(map(item));
    subscriptions += subscriptionsOf(item);
    if (subscriptions < TURN_SUBSCRIPTIONS) continue;
    subscriptions = 0;
    await nextTurn();
  }
  return values;
}

interface Told {
  readonly subscription: Subscription;
  readonly conditions: readonly Condition[];
  readonly recipient: Recipient;
}

type WhoSees = Awaited<ReturnType<typeof askWhoSees<Draft>>>;

function toldOf(draft: Draft, seen: WhoSees): Told[] {
  return draft.candidates.flatMap(({ subscription, claims }): Told[] => {
    const sight = needsPolicy(draft) ? seen(claimsKey(claims), draft) : 'seen';
    if (sight === 'hidden') return [];
    // Not before, or what strangers ask for would be written down at each change.
    const conditions = conditionsToAsk(subscription.request.filters, draft.compared, draft.table, claims.role);
    if (!conditions) return [];
    const error = sight === 'seen' ? null : changeErrors.policyFailed;
    return [{ subscription, conditions, recipient: { claims, error } }];
  });
}

function conditionsOf(candidates: readonly Told[]): [string, Condition[]][] {
  const byCaller = Map.groupBy(candidates, ({ subscription }) => askerOf(subscription.subscriber).id);
  return [...byCaller].map(([caller, own]) => [caller, own.flatMap(({ conditions }) => conditions)]);
}

function draftOf({ change, table, subscriptions }: AwaitedChange): Draft {
  const refused = new Map<Subscription, Recipient>();
  const candidates: Candidate[] = [];
  const [row, oldRow] = [fullRowOf(change), fullOldRowOf(change, table)];
  const keys = table.columns.filter(({ isKey }) => isKey);
  // Of a secured row that is gone everybody learns the key, and by filters on the rest could learn all of it.
  const isFilterable = (name: string): boolean => !table.isRowSecure || keys.some((key) => key.name === name);
  const filterable = new Map([...(oldRow ?? [])].filter(([name]) => isFilterable(name)));
  const compared = row ?? filterable;
  for (const subscription of subscriptions) {
    const { claims } = subscription.subscriber;
    const { role } = claims;
    if (row && keys.length === 0) refused.set(subscription, { claims, error: changeErrors.noPrimaryKey });
    else if (row && !keys.every(({ readers }) => readers.includes(role))) {
      refused.set(subscription, { claims, error: changeErrors.unauthorized });
    } else {
      const undecided = undecidedFilters(subscription.request.filters, compared, table, role);
      if (undecided) candidates.push({ subscription, claims });
    }
  }
  return { change, table, row, oldRow, isCut: sizeOf(change) > LARGEST_ROW_BYTES, refused, candidates, compared };
}

/** A row that is gone cannot be asked for: of a deletion everybody learns the key. */
const needsPolicy = ({ table, row }: Draft): boolean => table.isRowSecure && row !== null;

function sentValues({ table, row, oldRow, isCut }: Draft) {
  const cut = (values: Row | null): Row =>
    new Map([...(values ?? [])].filter(([, value]) => !isCut || Buffer.byteLength(value ?? '') <= SHORT_VALUE_BYTES));
  return { table, row: cut(row), oldRow: cut(oldRow) };
}

function callersOf(drafts: readonly Draft[]): Caller<Draft>[] {
  const callers = new Map<string, { key: string; claims: Claims; questions: Set<Draft> }>();
  for (const draft of drafts.filter(needsPolicy)) {
    for (const { claims } of draft.candidates) {
      const key = claimsKey(claims);
      callers.getOrInsertComputed(key, () => ({ key, claims, questions: new Set() })).questions.add(draft);
    }
  }
  return [...callers.values()];
}

const claimsKeys = new WeakMap<Claims, string>();

/** Callers whose claims say the same see the same. */
function claimsKey(claims: Claims): string {
  return claimsKeys.getOrInsertComputed(claims, JSON.stringify);
}
