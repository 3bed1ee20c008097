import type { AppRouter } from '@blunari/api/router';
import { createRealtime, type Environment } from '@blunari/realtime';
import { MemoryServer } from '@blunari/realtime/testing';
import { saveWidgetSchema } from '@blunari/schema/api';
import { applyMergePatch, type JsonObject } from '@blunari/schema/config/merge-patch';
import { appError } from '@blunari/schema/errors';
import { tenantTopic } from '@blunari/schema/realtime';
import { createTRPCClient, TRPCClientError, type TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import { cuttable } from '../source/cuttable-transport.ts';
import { TestRestaurant } from '../source/test-restaurant.ts';
import type { TestSource } from '../source/test-source.ts';

const run = {
  tenantId: '0199f0a0-0000-7000-8000-000000000001',
  otherTenantId: '0199f0a0-0000-7000-8000-000000000002',
  otherWidgetId: '0199f0a0-0000-7000-8000-000000000004',
};
const widgetId = '0199f0a0-0000-7000-8000-000000000003';
const userId = '0199f0a0-0000-7000-8000-000000000005';

/** What an installation may do wrong. */
export interface Defects {
  readonly lets?: 'list' | 'read' | 'change' | 'listen';
  readonly forgets?:
    | 'history'
    | 'author'
    | 'time'
    | 'earlier change'
    | 'broadcast'
    | 'tick'
    | 'widget'
    | 'second widget'
    | 'every widget'
    | 'run';
}

/** As much of the API and of Realtime as the checks ask, in this process; with defects, to see that checks find them. */
export function createSmallInstallation(defects: Defects = {}): TestSource {
  const environment = systemEnvironment;
  const { forgets } = defects;
  const server = new MemoryServer({ environment });
  if (defects.lets !== 'listen') server.faults.refusedTopics.set(tenantTopic(run.otherTenantId), 'Unauthorized: no');
  const answer = createAnswers(defects, (event, payload) =>
    server.broadcast(tenantTopic(run.tenantId), event, payload),
  );
  const client = createTRPCClient<AppRouter>({ links: [linkTo(answer)] });
  return {
    kind: 'mock',
    client,
    restaurant: new TestRestaurant({
      begin: async () => run,
      keep: async () => forgets !== 'run' && forgets !== 'every widget',
      end: async () => null,
      endOnLeaving: () => {},
    }),
    openLine: () => {
      const transport = cuttable(server.createTransport());
      return { realtime: createRealtime({ transport, environment }), cut: transport.cut };
    },
  };
}

type Answer = (path: string, input: unknown) => unknown;

function createAnswers({ lets, forgets }: Defects, broadcast: (event: string, payload: unknown) => void): Answer {
  let config: JsonObject = { appearance: { radius: 8 } };
  let version = 1;
  let lastPatch: JsonObject = {};
  let updatedAt = new Date().toISOString();
  const row = () => ({ id: widgetId, type: 'booking', version, config, updatedAt, isActive: true });
  const rows = () => {
    if (forgets === 'every widget') throw refusal;
    return forgets === 'second widget' ? [row()] : [row(), { ...row(), id: run.otherWidgetId, type: 'catering' }];
  };
  const save = (input: unknown) => {
    const { patch, widgetId: of } = saveWidgetSchema.parse(input);
    if (of !== widgetId && lets !== 'change') throw refusal;
    config = applyMergePatch(forgets === 'earlier change' ? {} : config, patch);
    version += 1;
    lastPatch = patch;
    const nowMs = Math.max(Date.now(), Date.parse(updatedAt) + 1);
    if (forgets !== 'time') updatedAt = new Date(nowMs).toISOString();
    const committedAt = new Date().toISOString();
    if (forgets !== 'broadcast') broadcast('widget_config.changed', { ...row(), changedBy: userId, committedAt });
    return { status: 'saved', row: row(), conflicts: [] };
  };
  const entry = () => ({
    version: forgets === 'history' ? version - 1 : version,
    patch: lastPatch,
    changedBy: forgets === 'author' ? null : userId,
    changedByName: 'Giulia',
  });
  const tick = () => {
    const counts = { views: 3, interactions: 1, conversions: 0, sessions: 3, convertedSessions: 0 };
    const totals = { id: widgetId, version: Date.now(), localDate: '2026-11-28', ...counts };
    if (forgets !== 'tick') broadcast('insights.tick', { ...totals, committedAt: new Date().toISOString() });
    return { eventCount: 4, bookedCount: 0, fullCount: 0 };
  };
  const answers: Readonly<Record<string, (input: unknown) => unknown>> = {
    'setup.readiness': () => ({ state: 'ready', counts: { tenants: 4, configs: forgets === 'widget' ? 7 : 8 } }),
    'widgets.list': (input) => (isOther(input) && lets !== 'list' ? [] : rows()),
    'widgets.get': () => {
      if (lets !== 'read') throw refusal;
      return row();
    },
    'widgets.save': save,
    'widgets.history': () => [entry()],
    'widgets.changedSince': () => [row()],
    'testRuns.keep': () => true,
    'testRuns.readConfig': () => ({ version }),
    'testRuns.simulateVisits': tick,
  };
  return (path, input) => answers[path]?.(input);
}

const isOther = (input: unknown): boolean => JSON.stringify(input).includes(run.otherTenantId);

const refusal = TRPCClientError.from({
  error: { message: 'no', code: -32_004, data: { appError: appError('not_found', 'There is no such widget.') } },
});

function linkTo(answer: Answer): TRPCLink<AppRouter> {
  return () =>
    ({ op }) =>
      observable((observer) => {
        // Never in the same task, as no network answers.
        queueMicrotask(() => {
          try {
            observer.next({ result: { type: 'data', data: answer(op.path, op.input) } });
            observer.complete();
          } catch (error) {
            observer.error(TRPCClientError.from(error instanceof Error ? error : new Error('no')));
          }
        });
      });
}

const systemEnvironment: Environment = {
  now: () => Date.now(),
  random: () => 0.5,
  setTimer: (callback, delayMs) => {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
  isNetworkUp: () => true,
  isVisible: () => true,
  afterPaint: (callback) => void setTimeout(callback),
  listen: () => () => undefined,
};
