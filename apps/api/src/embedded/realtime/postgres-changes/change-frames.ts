import { setImmediate as nextTurn } from 'node:timers/promises';
import { isSameCaller, type Claims } from '../../../tokens/claims.ts';
import { encodeJsonMessage, type EncodedFrame } from '../protocol/server-frame.ts';
import { changeErrors, type ChangeError } from './change-errors.ts';
import type { JudgedChange } from './judge-changes.ts';
import type { Subscriber } from './subscription.ts';

/** So much is made in one turn of the loop, some ten milliseconds. */
const TURN_BYTES = 4_000_000;

export interface Audience {
  readonly isThere: (subscriber: Subscriber) => boolean;
  /** Not told: the channel is another person's by now, who may not see what was judged for the one before. */
  readonly missed: (subscriber: Subscriber) => void;
}

/**
 * Sends a change to those of its recipients that are still there. Who has several subscriptions to it is told once, with all
 * their ids. A frame that several are to get is made once, and kept no longer than it takes to send it; others have their turns
 * in between, for rows may be long, and what each asks of them another thing.
 */
export async function sendChange(judged: JudgedChange, { isThere, missed }: Audience): Promise<void> {
  let madeBytes = 0;
  const isTold = ({ subscriber, claims }: Told): boolean => {
    if (!isThere(subscriber)) return false;
    if (isSameCaller(subscriber.claims, claims)) return true;
    missed(subscriber);
    return false;
  };
  for (const alike of Map.groupBy(toldOf(judged), dataKey).values()) {
    const there = alike.filter(({ subscriber }) => isThere(subscriber));
    if (there.length === 0) continue;
    const json = dataJson(judged, there);
    for (const same of Map.groupBy(there, frameKey).values()) {
      const present = same.filter(isTold);
      const frame = frameOf(present, json);
      if (!frame) continue;
      for (const { subscriber } of present) subscriber.member.send(frame);
      madeBytes += frame.bytes.byteLength;
      if (madeBytes < TURN_BYTES) continue;
      madeBytes = 0;
      await nextTurn();
    }
  }
}

/** What a subscriber hears in one frame. */
interface Told {
  readonly subscriber: Subscriber;
  /** For whom the change was judged. */
  readonly claims: Claims;
  readonly ids: readonly number[];
  readonly select: readonly string[] | null;
  readonly error: ChangeError | null;
}

function toldOf({ recipients }: JudgedChange): Told[] {
  const bySubscriber = Map.groupBy(recipients, ([{ subscriber }]) => subscriber);
  return [...bySubscriber].flatMap(([subscriber, own]) => {
    const byShape = Map.groupBy(own, ([{ request }, { error }]) => JSON.stringify([error, request.select]));
    return [...byShape.values()].flatMap((alike): Told[] => {
      const ids = alike.map(([{ request }]) => request.id);
      return alike.slice(0, 1).map(([{ request }, recipient]) => {
        return { subscriber, ids, select: request.select, ...recipient };
      });
    });
  });
}

const dataKey = ({ claims, select, error }: Told): string => JSON.stringify([claims.role, select, error]);

const frameKey = ({ subscriber: { topic, member }, ids }: Told): string =>
  JSON.stringify([member.serializer, topic, ids]);

/** One for all of them, who are told the same in the same way; none for nobody. */
function frameOf([told]: readonly Told[], data: string): EncodedFrame | undefined {
  if (!told) return undefined;
  const { topic, member } = told.subscriber;
  const message = { joinRef: null, ref: null, topic, event: 'postgres_changes' };
  return encodeJsonMessage(member.serializer, message, `{"ids":${JSON.stringify(told.ids)},"data":${data}}`);
}

/** `data` of the message. Values are JSON already and stay as the database wrote them. */
function dataJson(judged: JudgedChange, [told]: readonly Told[]): string {
  if (!told) return 'null';
  const { change, table } = judged;
  const { select, error } = told;
  const { role } = told.claims;
  const shown = error
    ? []
    : table.columns.filter(
        ({ name, isKey, readers }) => readers.includes(role) && (isKey || select === null || select.includes(name)),
      );
  const names = shown.map(({ name }) => name);
  // A deleted row cannot be asked for, so where rows have owners only its key is told.
  const oldNames =
    change.type === 'DELETE' && table.isRowSecure ? shown.filter(({ isKey }) => isKey).map(({ name }) => name) : names;
  const errors = error ? [error] : judged.isCut ? [changeErrors.tooLarge] : null;
  const members = {
    schema: JSON.stringify(table.schema),
    table: JSON.stringify(table.name),
    commit_timestamp: JSON.stringify(new Date(change.committedAtMs).toISOString()),
    type: JSON.stringify(change.type),
    columns: JSON.stringify(shown.map(({ name, type }) => ({ name, type }))),
    ...(change.type === 'DELETE' ? {} : { record: objectOf(judged.row, names) }),
    ...(change.type === 'INSERT' ? {} : { old_record: objectOf(judged.oldRow, oldNames) }),
    errors: JSON.stringify(errors),
  };
  return jsonObject(Object.entries(members));
}

function objectOf(row: ReadonlyMap<string, string>, names: readonly string[]): string {
  return jsonObject(
    names.flatMap((name): [string, string][] => {
      const json = row.get(name);
      return json === undefined ? [] : [[name, json]];
    }),
  );
}

function jsonObject(members: readonly (readonly [string, string])[]): string {
  return `{${members.map(([name, json]) => `${JSON.stringify(name)}:${json}`).join(',')}}`;
}
