import type { Environment, Realtime } from '@blunari/realtime';
import { type ConnectionReport, connectionReporting, type EditingComponent } from '@blunari/schema/rollout';
import { LineLog } from './line-log.ts';

/** What reporting needs beside the line. */
export interface ReportPorts {
  readonly environment: Pick<Environment, 'now' | 'setTimer' | 'listen'>;
  readonly tenantId: string;
  /** Which component the restaurant has just now; undefined while that is not known, and then nothing is sent. */
  readonly component: () => EditingComponent | undefined;
  readonly createId: () => string;
  /** `again`: it did not arrive and is sent once more, with the same id. A report that was refused is `done`, too. */
  readonly send: (report: ConnectionReport) => Promise<'done' | 'again'>;
}

/** So often the line is looked at; the log needs it every two minutes. */
const lookEveryMs = 60_000;
/** A page that goes reports what it has, unless that is next to nothing. */
const leastOnlineMs = 60_000;
/** Reports that did not arrive wait for the next try, the latest ones: an hour of them. */
const mostWaiting = 6;

/** Reports how the line does, every ten minutes and when the page is hidden. Returns the function that ends it. */
export function reportConnection(
  line: Pick<Realtime, 'getConnection' | 'onConnectionChange'>,
  ports: ReportPorts,
): () => void {
  const { environment } = ports;
  const log = new LineLog(environment.now());
  let waiting: readonly ConnectionReport[] = [];
  let reportedAt = environment.now();
  let isSending = false;
  let cancelTimer: (() => void) | null = null;

  const look = () => log.observe(line.getConnection(), environment.now());
  const report = () => {
    look();
    const component = ports.component();
    if (component === undefined || log.onlineMs < 1) return;
    reportedAt = environment.now();
    const { recoveriesMs, ...stretch } = log.take();
    const id = ports.createId();
    waiting = [
      ...waiting,
      { id, tenantId: ports.tenantId, component, ...stretch, recoveriesMs: [...recoveriesMs] },
    ].slice(-mostWaiting);
    void sendWaiting();
  };
  const sendWaiting = async () => {
    if (isSending) return;
    isSending = true;
    for (let [next] = waiting; next && (await ports.send(next)) === 'done'; [next] = waiting) {
      const { id } = next;
      waiting = waiting.filter((each) => each.id !== id);
    }
    isSending = false;
  };
  const tick = () => {
    look();
    if (environment.now() - reportedAt >= connectionReporting.everyMs) report();
    cancelTimer = environment.setTimer(tick, lookEveryMs);
  };

  look();
  cancelTimer = environment.setTimer(tick, lookEveryMs);
  const stopWatching = line.onConnectionChange(look);
  const stopListening = environment.listen((signal) => {
    if (signal !== 'hidden') return;
    look();
    if (log.onlineMs >= leastOnlineMs) report();
  });
  return () => {
    cancelTimer?.();
    stopWatching();
    stopListening();
  };
}
