import type { EventRecord, JournalSecrets, Visit } from '@blunari/db';
import { checkOrigin } from '@blunari/schema/check-origin';
import { readVisitorEvents, type JournalAnswer, type JournalBatch, type TimedEvent } from '@blunari/schema/insights';
import { ok, type Result } from '@blunari/schema/result';
import { isGoodToken, signToken } from './batch-token.ts';
import type { DropCounts, DropReason } from './drop-counts.ts';
import type { GroupCommit } from './group-commit.ts';
import type { JournalWidget } from './known-widgets.ts';

/** What batches are taken by. */
export interface JournalDesk {
  /** Unix time in ms. */
  readonly now: () => number;
  readonly widgetUrl: string;
  readonly findWidget: (key: string) => Promise<Result<JournalWidget>>;
  readonly secrets: () => Promise<Result<JournalSecrets>>;
  readonly groups: GroupCommit;
}

/** A batch as it came. */
export interface ArrivedBatch {
  readonly key: string;
  /** Of the page that sends; browsers alone tell it. */
  readonly origin: string | undefined;
  readonly visit: Visit;
  readonly batch: JournalBatch;
  /** Of the request. */
  readonly bytes: number;
  /** Why all of it is dropped, if it is. */
  readonly dropReason: DropReason | undefined;
  /** Refuses whoever sends too much without a token; called for a real widget alone. */
  readonly limitWithoutToken: () => Promise<Result<void>>;
}

/** Answers once what it took is stored. A program hears the same as a person: it has nothing to adapt to. */
export async function takeBatch(desk: JournalDesk, arrived: ArrivedBatch): Promise<Result<JournalAnswer>> {
  const { key, batch, dropReason } = arrived;
  const nowMs = desk.now();
  const widget = await desk.findWidget(key);
  if (!widget.ok) return widget;
  const allowed = checkOrigin(arrived.origin, desk.widgetUrl, widget.value.allowedOrigins);
  if (!allowed.ok) return allowed;
  const secrets = await desk.secrets();
  if (!secrets.ok) return secrets;
  const hasToken = batch.token !== undefined && isGoodToken(secrets.value, key, batch.token, nowMs);
  const limited = hasToken ? ok(undefined) : await arrived.limitWithoutToken();
  if (!limited.ok) return limited;
  const token = signToken(secrets.value, key, nowMs);
  // A widget that was open before the restaurant said so hears what others hear, and forgets what it sent.
  if (!widget.value.isCounted) return ok({ token, refused: [] });
  if (dropReason) {
    desk.groups.drop(key, widget.value.localDateAt(nowMs), { [dropReason]: batch.events.length });
    return ok({ token, refused: [] });
  }
  const { taken, refused } = readVisitorEvents(batch.events, nowMs, hasToken);
  const counts = countDropped(refused);
  if (counts) desk.groups.drop(key, widget.value.localDateAt(nowMs), counts);
  if (taken.length === 0) return ok({ token, refused });
  const events = taken.map((each) => toRecord(each, widget.value));
  const stored = await desk.groups.submit({ key, events, visit: arrived.visit }, arrived.bytes);
  return stored.ok ? ok({ token, refused }) : stored;
}

function toRecord({ event: { id, type, sessionId, ...said }, atMs }: TimedEvent, widget: JournalWidget): EventRecord {
  const words = Object.entries(said).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  const metadata = Object.fromEntries(words);
  return { id, type, at: new Date(atMs).toISOString(), localDate: widget.localDateAt(atMs), sessionId, metadata };
}

/** Those without a token come again with one, and count then. */
function countDropped(refused: JournalAnswer['refused']): DropCounts | undefined {
  const late = refused.filter(({ reason }) => reason === 'too-old').length;
  const invalid = refused.filter(({ reason }) => reason === 'invalid' || reason === 'too-early').length;
  return late + invalid > 0 ? { late, invalid } : undefined;
}
