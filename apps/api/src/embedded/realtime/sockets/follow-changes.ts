import { err, ok, type Result } from '@blunari/schema/result';
import { parseChangeRequest, type ChangeRequest, type NumberedEntry } from '../postgres-changes/change-request.ts';
import type { SubscribeFailure } from '../postgres-changes/postgres-changes.ts';
import { reasons } from '../protocol/reasons.ts';
import type { RealtimeState } from '../realtime-state.ts';
import { pushSystem, type Channel } from '../state/channel.ts';
import type { Connection } from './connection.ts';
import { failChannel } from './end-channel.ts';

/** Subscribes a channel that is joined already, and tells it when changes really come. */
export async function followChanges(
  state: RealtimeState,
  connection: Connection,
  channel: Channel,
  wanted: WantedChanges,
): Promise<void> {
  const isThere = () => state.topics.membersOf(channel.key).has(channel);
  const subscribed = await subscribe(state, connection, channel, wanted, isThere);
  if (!isThere()) state.postgresChanges.unsubscribe(channel);
  else if (subscribed.ok) pushSystem(channel, 'ok', reasons.changesSubscribed, 'postgres_changes');
  else if (subscribed.error.kind !== 'unavailable') {
    pushSystem(channel, 'error', subscribed.error.message, 'postgres_changes');
  } else failChannel(state, connection, channel, subscribed.error.message, 'postgres_changes');
}

/** The original's time to wait, unless the client says less. */
const LONGEST_WAIT_MS = 20_000;
const USUAL_WAIT_MS = 15_000;

/** Subscribes a channel before its join is answered; the error is the answer. */
export async function awaitChanges(
  state: RealtimeState,
  connection: Connection,
  channel: Channel,
  wanted: WantedChanges,
  wantedTimeoutMs: number | null | undefined,
): Promise<Result<void, string>> {
  const timeoutMs = Math.min(wantedTimeoutMs ?? USUAL_WAIT_MS, LONGEST_WAIT_MS);
  let isWaiting = true;
  const subscribed = subscribe(state, connection, channel, wanted, () => isWaiting && connection.isOpen).then(
    (result) => (result.ok ? result : err(reasons.changesRefused(result.error.message))),
  );
  const result = (await connection.waitAtMost(subscribed, timeoutMs)) ?? err(reasons.changesTimedOut(timeoutMs));
  isWaiting = false;
  // Whatever becomes of the subscription, nobody waits for it any more.
  if (!result.ok) void subscribed.then(() => state.postgresChanges.unsubscribe(channel));
  return result;
}

/** Read from the entries of a join, of which nothing else is kept while they are looked at; the error is Supabase's. */
export type WantedChanges = Result<readonly ChangeRequest[], string>;

export function readWantedChanges(entries: readonly NumberedEntry[]): WantedChanges {
  const requests: ChangeRequest[] = [];
  for (const entry of entries) {
    const request = parseChangeRequest(entry);
    if (!request.ok) return request;
    requests.push(request.value);
  }
  return ok(requests);
}

async function subscribe(
  state: RealtimeState,
  connection: Connection,
  channel: Channel,
  wanted: WantedChanges,
  isWanted: () => boolean,
): Promise<Result<void, SubscribeFailure>> {
  if (!wanted.ok) return err({ kind: 'refused', message: wanted.error });
  connection.unsettled.add(channel);
  const subscribed = await state.postgresChanges.subscribe(channel, wanted.value, {
    isWanted,
    lost: () => failChannel(state, connection, channel, reasons.changesLost, 'postgres_changes'),
    // The channel stays, as when a subscription is refused: to join again would not help.
    tooSlow: () => pushSystem(channel, 'error', reasons.changesTooSlow, 'postgres_changes'),
  });
  connection.unsettled.delete(channel);
  if (!subscribed.ok && subscribed.error.kind === 'full') state.tally.count('subscriptions to tables');
  return subscribed;
}
