import {
  addSaves,
  judgeWindow,
  rolloutFlagKey,
  whyStopped,
  windowsToStopFor,
  type JudgedWindow,
  type SaveSum,
  type StopRule,
} from '@blunari/schema/rollout';
import { DatabaseError, type Client } from 'pg';
import { z } from 'zod';
import { readStopRule } from '../queries/rollouts/read-stop-rule.ts';
import { sideSumsSchema, type SideSum } from '../queries/rollouts/side-sums.ts';
import { withJob } from './with-job.ts';

/** What became of a batch under way. */
export interface WatchedBatch {
  readonly flagKey: string;
  readonly batch: number;
  readonly outcome: 'watched' | 'stopped' | 'moved back' | 'went on';
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** Processes write how saves went every five seconds; a window is looked at once all have. */
const graceMs = 15_000;

/** How long before its move the batch's own saves are compared with. */
const beforeMs = 24 * hourMs;

/** How far back windows are looked for that had enough saves. */
const leastLookBackMs = 6 * hourMs;

/**
 * Stops each batch that did worse than its rule allows, with the windows in question kept, and begins the next one where a
 * batch was planned to go on by itself. Adds up hours that are over, for the screens. As the owner of the tables; any number of processes may, each step is taken once.
 */
export async function watchRollouts(ownerUrl: string): Promise<readonly WatchedBatch[]> {
  return withJob(ownerUrl, async (transaction) => {
    const watched: WatchedBatch[] = [];
    for (const batch of await transaction(batchesUnderWay)) {
      const outcome = await unlessOvertaken(() => transaction((client) => watch(client, batch)));
      watched.push({ flagKey: batch.flagKey, batch: batch.batch, outcome });
    }
    // Last: where it fails, no batch goes unwatched for it.
    await transaction(sumHours);
    return watched;
  });
}

/** SQLSTATE of ours: the roll-out is elsewhere by now. */
const outsideRules = 'WB004';

/** Somebody may have been faster, or have raised the share by hand. */
async function unlessOvertaken(step: () => Promise<WatchedBatch['outcome']>): Promise<WatchedBatch['outcome']> {
  try {
    return await step();
  } catch (error) {
    if (error instanceof DatabaseError && error.code === outsideRules) return 'watched';
    throw error;
  }
}

async function sumHours(client: Client): Promise<void> {
  await client.query(
    'select widget_private.sum_hours(f.key) from public.widget_feature_flags f where f.key = $1::text',
    [rolloutFlagKey],
  );
}

const batchesSchema = z.array(
  z.object({
    flagKey: z.string(),
    batch: z.int(),
    isPaused: z.boolean(),
    startedAt: z.date(),
    /** Windows before it are forgiven. */
    watchedFrom: z.date(),
    goesOnAfterMinutes: z.int().nullable(),
    rule: z.unknown().transform(readStopRule),
    now: z.date(),
  }),
);

type BatchUnderWay = z.infer<typeof batchesSchema>[number];

async function batchesUnderWay(client: Client): Promise<readonly BatchUnderWay[]> {
  const { rows } = await client.query(
    `select r.flag_key as "flagKey", r.batch, r.status = 'paused' as "isPaused", r.started_at as "startedAt",
       r.watched_from as "watchedFrom", r.goes_on_after_minutes as "goesOnAfterMinutes", f.stop_rule as rule,
       clock_timestamp() as now
     from public.widget_rollouts r join public.widget_feature_flags f on f.key = r.flag_key
     where r.status in ('running', 'paused') and r.started_at is not null and r.watched_from is not null
     order by 1, 2`,
  );
  return batchesSchema.parse(rows);
}

async function watch(client: Client, batch: BatchUnderWay): Promise<WatchedBatch['outcome']> {
  const windows = await judge(client, batch);
  const bad = windowsToStopFor(batch.rule, windows);
  if (bad) return (await stop(client, batch, bad)) ? stoppedBy(batch.rule) : 'watched';
  if (!isQuiet(batch, windows)) return 'watched';
  await goOn(client, batch);
  return 'went on';
}

const stoppedBy = ({ action }: StopRule): 'moved back' | 'stopped' =>
  action === 'move-back' ? 'moved back' : 'stopped';

/** All windows that began since the batch is watched and are over, of the last hours or as long as it must be quiet. */
async function judge(client: Client, batch: BatchUnderWay): Promise<readonly JudgedWindow[]> {
  const { rule, now, watchedFrom, startedAt, goesOnAfterMinutes } = batch;
  const windowMs = rule.windowMinutes * minuteMs;
  const untilMs = Math.floor((now.getTime() - graceMs) / windowMs) * windowMs;
  const lookBackMs = Math.max(leastLookBackMs, (goesOnAfterMinutes ?? 0) * minuteMs);
  const sinceMs = Math.max(Math.ceil(watchedFrom.getTime() / windowMs) * windowMs, untilMs - lookBackMs);
  if (sinceMs >= untilMs) return [];
  const sums = await readSums(client, batch, { sinceMs, untilMs, windowMinutes: rule.windowMinutes });
  const earlier = await readSums(client, batch, {
    sinceMs: startedAt.getTime() - beforeMs,
    untilMs: startedAt.getTime(),
    windowMinutes: beforeMs / minuteMs,
    onlyBatch: batch.batch,
  });
  const before = sumOf(earlier, (sum) => sum.component === 'form');
  const starts = [...new Set(sums.map(({ from }) => from.getTime()))].toSorted((one, other) => one - other);
  return starts.map((startMs) => {
    const inWindow = sums.filter(({ from }) => from.getTime() === startMs);
    return judgeWindow(rule, {
      from: new Date(startMs).toISOString(),
      to: new Date(startMs + windowMs).toISOString(),
      batch: sumOf(inWindow, (sum) => sum.component === 'editor' && sum.batch === batch.batch),
      others: sumOf(inWindow, (sum) => sum.component === 'form' && sum.batch !== batch.batch),
      before,
    });
  });
}

const sumOf = (sums: readonly SideSum[], isIn: (sum: SideSum) => boolean): SaveSum => addSaves(sums.filter(isIn));

interface Span {
  readonly sinceMs: number;
  readonly untilMs: number;
  readonly windowMinutes: number;
  /** Absent: all. */
  readonly onlyBatch?: number;
}

async function readSums(
  client: Client,
  { flagKey }: BatchUnderWay,
  { sinceMs, untilMs, windowMinutes, onlyBatch }: Span,
): Promise<readonly SideSum[]> {
  const { rows } = await client.query(
    `select s.from_at as "from", s.component, s.batch, s.saves, s.errors, s.durations
     from public.widget_feature_flags f
     cross join lateral widget_private.minute_sums(f, $2::timestamptz, $3::timestamptz, $4::integer, $5::integer) s
     where f.key = $1::text`,
    [flagKey, new Date(sinceMs), new Date(untilMs), windowMinutes, onlyBatch ?? null],
  );
  return sideSumsSchema.parse(rows);
}

async function stop(
  client: Client,
  { flagKey, batch, rule, now }: BatchUnderWay,
  windows: readonly JudgedWindow[],
): Promise<boolean> {
  const { rows } = await client.query(
    `select widget_private.stop_batch($1::text, $2::integer, $3::jsonb, $4::boolean, $5::text) as done`,
    [
      flagKey,
      batch,
      JSON.stringify({ at: now.toISOString(), windows }),
      rule.action === 'move-back',
      whyStopped(windows),
    ],
  );
  return z.tuple([z.object({ done: z.boolean() })]).parse(rows)[0].done;
}

/** Runs, was watched for long enough, and in that time some windows were good and none was bad. */
function isQuiet(batch: BatchUnderWay, windows: readonly JudgedWindow[]): boolean {
  const { isPaused, goesOnAfterMinutes, watchedFrom, now } = batch;
  if (isPaused || goesOnAfterMinutes === null) return false;
  const sinceMs = now.getTime() - goesOnAfterMinutes * minuteMs;
  if (watchedFrom.getTime() > sinceMs) return false;
  const verdicts = windows.filter(({ to }) => Date.parse(to) > sinceMs).map(({ verdict }) => verdict);
  return verdicts.includes('good') && !verdicts.includes('bad');
}

async function goOn(client: Client, { flagKey, batch, goesOnAfterMinutes }: BatchUnderWay): Promise<void> {
  await client.query(
    `select widget_private.apply_go_on(
       $1::text, coalesce((widget_private.next_batch($1::text)).batch, $2::integer + 1), $3::text
     )`,
    [flagKey, batch, `Batch ${batch} was quiet for ${goesOnAfterMinutes} minutes`],
  );
}
