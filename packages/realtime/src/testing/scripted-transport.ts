import type { Environment } from '../connection/environment.ts';
import type { Transport, TransportEvent } from '../transport/transport.ts';

/** How the server treats one attempt to connect. */
export interface ConnectionBehaviour {
  /** From the attempt to its answer; null when none comes. */
  readonly opensAfterMs: number | null;
  readonly isRefused: boolean;
  /** From open to cut; null when the line holds. */
  readonly dropsAfterMs: number | null;
  /** Then it falls silent; null when it answers them all. */
  readonly pongs: number | null;
}

const accepted: ConnectionBehaviour = { opensAfterMs: 10, isRefused: false, dropsAfterMs: null, pongs: null };

export const accepts = (): ConnectionBehaviour => accepted;
export const refuses = (): ConnectionBehaviour => ({ ...accepted, isRefused: true });
export const hangs = (): ConnectionBehaviour => ({ ...accepted, opensAfterMs: null });
export const dropsAfter = (ms: number): ConnectionBehaviour => ({ ...accepted, dropsAfterMs: ms });
export const fallsSilent = (pongs = 1): ConnectionBehaviour => ({ ...accepted, pongs });

/** One behaviour for each attempt in turn; the last one for all that follow. */
export function sequence(...behaviours: [ConnectionBehaviour, ...ConnectionBehaviour[]]) {
  return (attempt: number): ConnectionBehaviour => behaviours[attempt] ?? behaviours[behaviours.length - 1] ?? accepted;
}

/** A transport that does with each attempt what its script says, and counts. Topics are joined at once. */
export class ScriptedTransport implements Transport {
  readonly #environment: Environment;
  readonly #listeners = new Set<(event: TransportEvent) => void>();
  #cancelTimers: (() => void)[] = [];
  #behaviour: ConnectionBehaviour = accepted;
  /** May be replaced at any time; asked at each attempt, counted from 0. */
  script: (attempt: number) => ConnectionBehaviour;
  #pingsOnLine = 0;
  openCount = 0;
  pingCount = 0;
  isHoldingLine = false;

  constructor(environment: Environment, script: (attempt: number) => ConnectionBehaviour) {
    this.#environment = environment;
    this.script = script;
  }

  listen(listener: (event: TransportEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  open(): void {
    this.close();
    this.isHoldingLine = true;
    this.#pingsOnLine = 0;
    this.#behaviour = this.script(this.openCount++);
    const { opensAfterMs, isRefused, dropsAfterMs } = this.#behaviour;
    if (opensAfterMs === null) return;
    this.#later(opensAfterMs, () => (isRefused ? this.drop() : this.emit({ type: 'opened' })));
    if (!isRefused && dropsAfterMs !== null) this.#later(opensAfterMs + dropsAfterMs, () => this.drop());
  }

  close(): void {
    this.isHoldingLine = false;
    for (const cancel of this.#cancelTimers.splice(0)) cancel();
  }

  ping(): void {
    this.pingCount += 1;
    const { pongs } = this.#behaviour;
    this.#pingsOnLine += 1;
    if (pongs === null || this.#pingsOnLine <= pongs) this.#later(10, () => this.emit({ type: 'ponged' }));
  }

  join(topic: string): void {
    this.#later(10, () => this.emit({ type: 'joined', topic }));
  }

  leave(): void {}

  track(): void {}

  renewToken(): Promise<boolean> {
    return Promise.resolve(true);
  }

  /** The server cuts the line now. */
  drop(): void {
    this.close();
    this.emit({ type: 'closed' });
  }

  emit(event: TransportEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  #later(delayMs: number, action: () => void): void {
    this.#cancelTimers.push(this.#environment.setTimer(action, delayMs));
  }
}
