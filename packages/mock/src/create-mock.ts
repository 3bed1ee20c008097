import { saveWidgetSchema } from '@blunari/schema/api';
import { appError } from '@blunari/schema/errors';
import type { RandomBytes } from '@blunari/schema/identifiers';
import { err, ok, type Result } from '@blunari/schema/result';
import type { Transport } from '@blunari/realtime';
import { MemoryServer } from '@blunari/realtime/memory';
import { Colleague } from './faults/colleague.ts';
import { FaultStore, tellFaults, type Faults } from './faults/faults.ts';
import type { Call } from './procedures/procedure.ts';
import { procedures } from './procedures/procedures.ts';
import { recordSave } from './rollout/save-sums.ts';
import { createState } from './state/mock-state.ts';
import { answerPublic } from './visitors/answer-public.ts';
import type { VisitorDeps } from './visitors/visitor-widget.ts';
import { crossLine, latencyOf, type LineEnvironment } from './wire/faulty-line.ts';
import { createMemoryFetch } from './wire/memory-fetch.ts';
import type { Ask } from './wire/memory-link.ts';
import { serveFrame, type FramePorts } from './wire/serve-frame.ts';

export interface MockOptions extends Pick<VisitorDeps, 'widgetUrl' | 'dashboardOrigin'> {
  readonly environment: LineEnvironment & {
    /** Unix time in ms. */
    readonly now: () => number;
  };
  readonly randomBytes: RandomBytes;
}

/** The whole product's server in this process, empty until it is filled. */
export interface Mock {
  /** What the server keeps and works with, for whoever fills it. */
  readonly backend: VisitorDeps;
  readonly faults: FaultStore;
  /** Faults that are on, in words, to be shown wherever they may surprise. */
  readonly tellFaults: (faults: Faults) => readonly string[];
  /** The dashboard's API as a person (null: nobody is signed in), for `createMemoryLink`. */
  readonly askAs: (userId: string | null) => Ask;
  /** The public API of widgets. */
  readonly fetch: typeof fetch;
  /** The live line of a person, or of a visitor (null). */
  readonly createTransport: (userId: string | null) => Transport;
  /** Both for a visitor's frame at the far ends of two ports; the answer ends it. */
  readonly serveFrame: (ports: FramePorts) => () => void;
}

export function createMock({ environment, randomBytes, ...origins }: MockOptions): Mock {
  const faults = new FaultStore();
  const line = new MemoryServer({ environment, latencyMs: () => latencyOf(faults.get()) / 2 });
  const state = createState();
  const { now } = environment;
  const tell = (topic: string, event: string, payload: object): void =>
    line.broadcast(topic, event, structuredClone(payload));
  const backend: VisitorDeps = { state, now, randomBytes, tell, ...origins };
  const colleague = new Colleague();
  faults.subscribe(({ isDisconnected, hasColleague }) => {
    line.faults.connections = isDisconnected ? 'refuse' : 'accept';
    if (isDisconnected) line.dropConnections();
    if (!hasColleague) colleague.forget();
  });
  const callAs = (userId: string, path: string, input: unknown): Result<unknown> => {
    const call = { ...backend, userId };
    if (faults.get().hasColleague && path === 'widgets.save') meetColleague(colleague, call, input);
    const procedure = Object.hasOwn(procedures, path) ? procedures[path] : undefined;
    const answer = procedure?.(call, input) ?? err(appError('not_found', 'There is no such procedure.'));
    // What crosses a line is a copy: nobody changes the server's own by holding on to an answer.
    return answer.ok ? ok(structuredClone(answer.value)) : answer;
  };
  const fetch = createMemoryFetch(
    origins.widgetUrl,
    (signal, run) => crossLine(faults, environment, signal, run),
    (request) => answerPublic(backend, request),
  );
  const createTransport = (userId: string | null): Transport =>
    line.createTransport((topic) => refusalOf(backend, userId, topic));
  return {
    backend,
    faults,
    tellFaults,
    askAs: (userId) => async (path, input, signal) => {
      if (userId === null) return crossLine(faults, environment, signal, () => err(notSignedIn));
      const calledAtMs = now();
      const answer = await crossLine(faults, environment, signal, () => callAs(userId, path, input));
      const took = { input, tookMs: now() - calledAtMs };
      if (path === 'widgets.save') recordSave(backend, userId, answer.ok ? took : { ...took, error: answer.error });
      return answer;
    },
    fetch,
    createTransport,
    serveFrame: (ports) => serveFrame(fetch, createTransport(null), ports),
  };
}

const notSignedIn = appError('not_signed_in', 'Please sign in again.');

function meetColleague(colleague: Colleague, call: Call, input: unknown): void {
  const save = saveWidgetSchema.safeParse(input);
  if (save.success) colleague.saveBefore(call, save.data);
}

/** The walls of the live line: a restaurant's topic is its members', a widget's is everybody's. */
function refusalOf({ state }: VisitorDeps, userId: string | null, topic: string): string | undefined {
  const [kind, id = ''] = topic.split(':', 2);
  const isWidget = kind === 'widget' && [...state.widgets.values()].some(({ publicKey }) => publicKey === id);
  const isMember = kind === 'tenant' && userId !== null && state.tenants.get(id)?.members.has(userId) === true;
  return isWidget || isMember ? undefined : 'Unauthorized: You do not have permissions to read from this Channel topic';
}
