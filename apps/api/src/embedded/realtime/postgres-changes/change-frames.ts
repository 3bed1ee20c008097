import { encodeJsonMessage, type EncodedFrame } from '../protocol/server-frame.ts';
import type { Serializer } from '../protocol/client-frame.ts';
import { changeErrors, type ChangeError } from './change-errors.ts';
import type { JudgedChange } from './judge-changes.ts';
import type { Subscriber, Subscription } from './subscription.ts';

/**
 * Sends a change to those of its recipients that are still there. Who has several subscriptions to it is told once, with all their ids; a frame that
 * several are to get is made once.
 */
export function sendChange(judged: JudgedChange, isThere: (subscriber: Subscriber) => boolean): void {
  const encode = encodeOnce();
  const bySubscriber = Map.groupBy(judged.recipients, ([{ subscriber }]) => subscriber);
  for (const [subscriber, recipients] of bySubscriber) {
    if (!isThere(subscriber)) continue;
    const byShape = Map.groupBy(recipients, ([{ request }, error]) => JSON.stringify([error, request.select]));
    for (const [shape, [first, ...others]] of byShape) {
      if (!first) continue;
      const [subscription, error] = first;
      const ids = [first, ...others].map(([{ request }]) => request.id);
      const data = `${subscriber.claims.role} ${shape}`;
      subscriber.member.send(encode(subscriber, ids, data, () => dataJson(judged, subscription, error)));
    }
  }
}

type Encode = (subscriber: Subscriber, ids: readonly number[], dataKey: string, data: () => string) => EncodedFrame;

function encodeOnce(): Encode {
  const datas = new Map<string, string>();
  const frames = new Map<string, EncodedFrame>();
  return ({ topic, member: { serializer } }, ids, dataKey, data) => {
    const json = datas.getOrInsertComputed(dataKey, data);
    const frameKey = JSON.stringify([serializer, topic, ids, dataKey]);
    return frames.getOrInsertComputed(frameKey, () => frameOf(serializer, topic, ids, json));
  };
}

function frameOf(serializer: Serializer, topic: string, ids: readonly number[], data: string): EncodedFrame {
  const message = { joinRef: null, ref: null, topic, event: 'postgres_changes' };
  return encodeJsonMessage(serializer, message, `{"ids":${JSON.stringify(ids)},"data":${data}}`);
}

/** `data` of the message. Values are JSON already and stay as the database wrote them. */
function dataJson(judged: JudgedChange, { request, subscriber }: Subscription, error: ChangeError | null): string {
  const { change, table } = judged;
  const { role } = subscriber.claims;
  const shown = error
    ? []
    : table.columns.filter(
        ({ name, isKey, readers }) =>
          readers.includes(role) && (isKey || request.select === null || request.select.includes(name)),
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
