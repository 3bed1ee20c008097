import type { AppRouter } from '@blunari/api/router';
import { createMemoryLink, createMock, firstPersonId, platformAdminId, seedDemo, type Mock } from '@blunari/mock';
import { createBrowserEnvironment, createRealtime, type Environment, type Transport } from '@blunari/realtime';
import { createTRPCClient } from '@trpc/client';
import type { RuntimeConfig } from '../runtime-config.ts';
import { assembleServices, type Services } from '../services.ts';
import type { MockPerson } from './mock-person.ts';
import { MockSession } from './mock-session.ts';

/** Whom one is at first, null for the owner of a restaurant, and who is told of whoever that is from then on. */
export interface MockVisit {
  readonly person: MockPerson | null;
  readonly keep: (person: MockPerson) => void;
}

/** The same services on a server in this page, with the demo's restaurants on it. */
export function createMockServices(config: RuntimeConfig, { person, keep }: MockVisit): Services {
  const environment = createBrowserEnvironment();
  const mock = createFilledMock(config, environment);
  const { people } = mock.backend.state;
  const session = new MockSession(people, startingId(person, people), (userId) =>
    keep(userId === null ? { kind: 'nobody' } : { kind: 'person', id: userId }),
  );
  const createTransport = (): Transport => mock.createTransport(session.userId());
  return assembleServices({
    config,
    session,
    mock,
    createTransport,
    // The server goes with the page, and all that it keeps.
    sendAndLeave: () => {},
    fetchFile: null,
    createLine: () => createRealtime({ transport: createTransport(), environment }),
    createClient: (getLine) =>
      createTRPCClient<AppRouter>({
        links: [
          createMemoryLink<AppRouter>(async (path, input, signal) => {
            const askedAt = environment.now();
            const answer = await mock.askAs(session.userId())(path, input, signal);
            // Server and page have one clock, so this sample is exact.
            const heardAt = environment.now();
            getLine().observeServerTime({ askedAt, heardAt, fromMs: heardAt, toMs: heardAt });
            return answer;
          }),
        ],
      }),
  });
}

function startingId(person: MockPerson | null, people: ReadonlyMap<string, unknown>): string | null {
  if (person?.kind === 'nobody') return null;
  if (person?.kind === 'platform-admin') return platformAdminId;
  return person?.kind === 'person' && people.has(person.id) ? person.id : firstPersonId;
}

function createFilledMock({ widgetUrl }: RuntimeConfig, environment: Environment): Mock {
  const mock = createMock({
    widgetUrl: new URL(widgetUrl).origin,
    dashboardOrigin: location.origin,
    randomBytes: (bytes) => crypto.getRandomValues(bytes),
    environment: {
      now: () => environment.now(),
      random: () => environment.random(),
      setTimer: (callback, delayMs) => environment.setTimer(callback, delayMs),
      occupy,
    },
  });
  seedDemo(mock.backend);
  return mock;
}

/** Keeps this page busy, as work on a slow processor does. */
function occupy(durationMs: number): void {
  const untilMs = performance.now() + durationMs;
  while (performance.now() < untilMs);
}
