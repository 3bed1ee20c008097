import { createBrowserEnvironment, createRealtime, createSupabaseTransport, type Realtime } from '@blunari/realtime';
import { RealtimeProvider, useConnection, useMetrics, usePresence, useTopic } from '@blunari/realtime/react';
import { createRoot } from 'react-dom/client';
import { flushSync } from 'react-dom';

/** What the bench tells the page. */
interface Order {
  readonly url: string;
  readonly apiKey: string;
  readonly token: string;
  readonly topic: string;
}

/** A topic is left 1 s after its last subscriber. */
const LEFT_AFTER_MS = 1_200;
/** Most cycles remount within that time; each so-and-so-many-th waits until the topic is left and joins anew. */
const LEAVES_EVERY = 100;

let realtime: Realtime | null = null;
let topic = '';

function Follower() {
  const connection = useConnection();
  const metrics = useMetrics();
  const status = useTopic(topic, { backfill: () => Promise.resolve([]), onEvent: () => undefined });
  const people = usePresence(topic, { name: 'bench' }, (note) => note);
  return <p>{`${connection.status} ${status} ${metrics.connects} ${people?.length ?? 0}`}</p>;
}

function start({ url, apiKey, token, topic: name }: Order): Promise<void> {
  topic = name;
  const accessToken = () => Promise.resolve(token);
  realtime = createRealtime({
    transport: createSupabaseTransport({ url, apiKey, accessToken, hasPresence: true }),
    environment: createBrowserEnvironment(),
  });
  realtime.start();
  return until('online');
}

async function mountAndUnmount(count: number): Promise<void> {
  for (let cycle = 1; cycle <= count; cycle += 1) {
    const place = document.body.appendChild(document.createElement('div'));
    const root = createRoot(place);
    flushSync(() =>
      root.render(
        <RealtimeProvider realtime={line()}>
          <Follower />
        </RealtimeProvider>,
      ),
    );
    await afterMs(0);
    flushSync(() => root.unmount());
    place.remove();
    if (cycle % LEAVES_EVERY === 0) await afterMs(LEFT_AFTER_MS);
  }
}

let comingBack: Promise<void> = Promise.resolve();

/** From now on the next loss is answered at once, as by somebody who looks at the page. */
function expectLoss(): void {
  comingBack = until('reconnecting').then(() => {
    dispatchEvent(new Event('focus'));
    return until('online');
  });
}

/** Resolves when the line that was lost stands again. */
const back = (): Promise<void> => comingBack;

function until(status: string): Promise<void> {
  return new Promise((resolve) => {
    if (line().getConnection().status === status) return resolve();
    const end = line().onConnectionChange((state) => {
      if (state.status !== status) return;
      end();
      resolve();
    });
  });
}

function line(): Realtime {
  if (!realtime) throw new Error('not started');
  return realtime;
}

const afterMs = (delayMs: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, delayMs));

Object.assign(window, { bench: { start, mountAndUnmount, expectLoss, back } });
