import { tenantEvents, tenantTopic } from '@blunari/schema/realtime';
import { appErrorOf } from '../../../data/app-error-of.ts';
import type { Bench } from '../source/bench.ts';
import { isChangeTo } from '../source/change-message.ts';
import { waitFor } from '../source/wait-for.ts';
import type { FeatureCheck } from './check.ts';

/** Each proves one promise on a restaurant made for it. */
export const featureChecks: readonly FeatureCheck[] = [
  {
    kind: 'feature',
    id: 'defaults',
    title: 'Defaults',
    detail: 'two widgets for each restaurant',
    hint: 'The check config_count of pnpm db:verify, and the triggers of your table of tenants.',
    prove: proveDefaults,
  },
  {
    kind: 'feature',
    id: 'isolation',
    title: 'Isolation',
    detail: 'another restaurant cannot be read or changed',
    hint: 'The policies that pnpm db:verify names, and who my_tenants() says works where.',
    prove: proveIsolation,
  },
  {
    kind: 'feature',
    id: 'change-tracking',
    title: 'Change tracking',
    detail: 'a save is in the history, with its author',
    hint: 'The triggers of widget_configurations.',
    prove: async (bench) => {
      const patch = bench.nextPatch();
      const { row } = await bench.save(patch);
      const { client } = bench.source;
      const [newest] = await client.widgets.history.query({ widgetId: bench.widgetId, limit: 1 });
      demand(newest?.version === row.version, `version ${row.version} is not in the history`);
      demand(JSON.stringify(newest?.patch) === JSON.stringify(patch), 'the history names another change');
      demand(newest?.changedBy !== null, 'the history names nobody');
      return `version ${row.version} by ${newest?.changedByName ?? 'its author'}`;
    },
  },
  {
    kind: 'feature',
    id: 'updated-at',
    title: 'Time of change',
    detail: 'updated_at moves with each save',
    hint: 'The trigger that stamps changes.',
    prove: async (bench) => {
      const before = (await bench.save()).row.updatedAt;
      const after = (await bench.save()).row.updatedAt;
      demand(Date.parse(after) > Date.parse(before), `${after} does not come after ${before}`);
      return `${before.slice(11, 23)}, then ${after.slice(11, 23)}`;
    },
  },
  {
    kind: 'feature',
    id: 'auto-save',
    title: 'Auto-save',
    detail: 'two editors at once lose nothing',
    hint: 'Whether saves carry the version they were made on.',
    prove: async (bench) => {
      const base = bench.version;
      await bench.save({ party: { max: 9 } }, base);
      const { row, status } = await bench.save({ rules: { leadMinutes: 90 } }, base);
      demand(status === 'saved', 'the second save met a conflict where there is none');
      const stored = JSON.stringify(row.config);
      demand(stored.includes('"max":9') && stored.includes('"leadMinutes":90'), 'one of the two changes is gone');
      return `both changes are in version ${row.version}`;
    },
  },
  {
    kind: 'feature',
    id: 'live-sync',
    title: 'Live sync',
    detail: 'both devices hear of the same version',
    hint: 'Connection and Notification above; then the publication and the policies of realtime.messages.',
    prove: async (bench, signal) => {
      const { row } = await bench.save();
      const isThis = isChangeTo(row.version);
      await Promise.all([bench.first.heard(isThis, signal), bench.second.heard(isThis, signal)]);
      return `version ${row.version} on both`;
    },
  },
  {
    kind: 'feature',
    id: 'analytics-tick',
    title: 'Analytics tick',
    detail: 'a visit reaches the dashboard by itself',
    hint: 'Whether the API runs: it sends the totals once a second.',
    prove: async (bench, signal) => {
      const { tenantId } = bench.run;
      const visits = { tenantId, views: 3, interactions: 1, conversions: 0 };
      // Who does not look is told nothing.
      await bench.source.client.insights.today.query({ tenantId });
      const tick = bench.first.next('insights.tick', signal);
      await Promise.all([tick, bench.source.client.testRuns.simulateVisits.mutate(visits)]);
      const { views } = tenantEvents['insights.tick'].parse((await tick).payload);
      demand(views >= 1, 'the totals count no view');
      return `${views} views counted`;
    },
  },
];

/** In the restaurant just made, which shows that the next one gets its widgets too, and in all others by their number. */
async function proveDefaults({ source: { client }, run }: Bench): Promise<string> {
  const [readiness, made] = await Promise.all([
    client.setup.readiness.query(),
    client.widgets.list.query({ tenantId: run.tenantId }),
  ]);
  const types = made.map(({ type }) => type).toSorted();
  demand(types.join() === 'booking,catering', `a restaurant just made has ${types.join(' and ') || 'no widget'}`);
  if (readiness.state !== 'ready' && readiness.state !== 'checks_fail') throw new Error('The database is not ready.');
  if (readiness.counts === null) return 'two in a restaurant just made; others are counted for admins only';
  const { tenants, configs } = readiness.counts;
  demand(configs === 2 * tenants, `${configs} configurations for ${tenants} restaurants`);
  return `${configs} configurations, ${tenants} restaurants`;
}

/** Knocks at a restaurant that is there, and that the caller is no member of. */
async function proveIsolation({ source, run }: Bench, signal: AbortSignal): Promise<string> {
  const { client } = source;
  const patch = { appearance: { radius: 1 } };
  // Each is asked together with something that is allowed: an answer of refusals alone is an error to the browser's console.
  const [seen, read, changed] = await Promise.all([
    client.widgets.list.query({ tenantId: run.otherTenantId }).catch(() => []),
    refusalOf(client.widgets.get.query({ widgetId: run.otherWidgetId })),
    refusalOf(client.widgets.save.mutate({ widgetId: run.otherWidgetId, baseVersion: 1, patch })),
    client.widgets.list.query({ tenantId: run.tenantId }),
    client.testRuns.keep.mutate({ tenantId: run.tenantId }),
  ]);
  demand(seen.length === 0, 'widgets of another restaurant can be listed');
  demand(isRefusal(read), `a widget of another restaurant can be read: ${read}`);
  demand(isRefusal(changed), `a widget of another restaurant can be changed: ${changed}`);
  const { realtime } = source.openLine();
  try {
    let status = 'waiting';
    const listeners = new Set<() => void>();
    realtime.subscribe(tenantTopic(run.otherTenantId), {
      onEvent: () => undefined,
      onStatus: (next) => {
        status = next;
        for (const listener of listeners) listener();
      },
    });
    const subscribe = (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    };
    await waitFor(() => status === 'refused' || status === 'live', { subscribe, signal });
    demand(status === 'refused', 'another restaurant can be listened to');
  } finally {
    realtime.close();
  }
  return 'not listed, read, changed or listened to';
}

/** The code that a call is refused with, or that it was done. */
async function refusalOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'done',
    (error: unknown) => appErrorOf(error).code,
  );
}

const isRefusal = (code: string): boolean => code === 'not_found' || code === 'forbidden';

function demand(isTrue: boolean, otherwise: string): void {
  if (!isTrue) throw new Error(`${otherwise.charAt(0).toUpperCase()}${otherwise.slice(1)}.`);
}
