import type { Metrics } from '../metrics/metrics.ts';
import type { Transport, TransportEvent } from '../transport/transport.ts';
import { LONGEST_HIDDEN_WAIT_MS, LONGEST_POLLING_WAIT_MS, LONGEST_WAIT_MS } from './backoff.ts';
import type { Environment, EnvironmentSignal } from './environment.ts';
import { BEAT_EVERY_HIDDEN_MS, BEAT_EVERY_MS, begin, expectPong, type Heartbeat } from './heartbeat.ts';
import { hear, judge, PONG_WITHIN_MS, rest } from './heartbeat.ts';
import { runGuarded } from './run-guarded.ts';
import type { ConnectionEffect, ConnectionEvent, ConnectionState } from './state.ts';
import { isTrying, transition } from './transition.ts';

/** A socket that neither opens nor fails within this time is given up; browsers wait for minutes. */
export const OPEN_WITHIN_MS = 10_000;

export interface ConnectionManagerOptions {
  readonly transport: Transport;
  /** The way round sockets that are blocked; null where there is none. */
  readonly polling: Transport | null;
  readonly environment: Environment;
  readonly metrics: Metrics;
}

/**
 * Runs the effects of `transition`. The only owner of the line and of every retry of it.
 * One timer at any moment, set anew from the state after each event, so none can be forgotten.
 */
export class ConnectionManager {
  readonly #transport: Transport;
  readonly #polling: Transport | null;
  readonly #environment: Environment;
  readonly #metrics: Metrics;
  readonly #listeners = new Set<(state: ConnectionState) => void>();
  readonly #endings: (() => void)[] = [];
  #state: ConnectionState = { status: 'idle' };
  #isHttpUp = false;
  #heartbeat: Heartbeat = rest(0);
  #pingedAt = 0;
  #openedAt = 0;
  #cancelAlarm: () => void = () => {};

  constructor({ transport, polling, environment, metrics }: ConnectionManagerOptions) {
    this.#transport = transport;
    this.#polling = polling;
    this.#environment = environment;
    this.#metrics = metrics;
  }

  get state(): ConnectionState {
    return this.#state;
  }

  /** Called after each change. Returns the function that ends it. */
  onDidChange(listener: (state: ConnectionState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Repeated calls are harmless. */
  start(): void {
    if (this.#state.status !== 'idle') return;
    this.#endings.push(this.#transport.listen((event) => this.#onTransport(event)));
    if (this.#polling) this.#endings.push(this.#polling.listen((event) => this.#onPolling(event)));
    this.#endings.push(this.#environment.listen((signal) => this.#onSignal(signal)));
    this.#dispatch({ type: 'started' });
  }

  retry(): void {
    if (this.#state.status === 'idle') this.start();
    else this.#dispatch({ type: 'retried' });
  }

  refuseToken(reason: string): void {
    this.#dispatch({ type: 'tokenRefused', reason });
  }

  /** For good. Repeated calls are harmless. */
  close(): void {
    this.#dispatch({ type: 'stopped' });
    for (const end of this.#endings.splice(0)) end();
    this.#metrics.stopTelling();
  }

  #dispatch(event: ConnectionEvent): void {
    const before = this.#state;
    const step = transition(before, event, {
      now: this.#environment.now(),
      random: this.#environment.random(),
      isNetworkUp: this.#environment.isNetworkUp(),
      isHttpUp: this.#isHttpUp,
      isVisible: this.#environment.isVisible(),
    });
    this.#state = step.state;
    if (before !== step.state) this.#measure(before, step.state, event);
    for (const effect of step.effects) this.#run(effect);
    this.#setAlarm();
    if (this.#state === before) return;
    for (const listener of this.#listeners) runGuarded(() => listener(this.#state));
  }

  #measure(before: ConnectionState, state: ConnectionState, event: ConnectionEvent): void {
    if (event.type === 'dropped') this.#metrics.dropped(event.cause, before.status === 'online');
    if (before.status === 'online' || state.status !== 'online') return;
    this.#heartbeat = begin(state.since);
    this.#metrics.connected(state.since - this.#openedAt);
  }

  #run(effect: ConnectionEffect): void {
    switch (effect.type) {
      case 'openSocket':
        this.#openedAt = this.#environment.now();
        return this.#transport.open();
      case 'closeSocket':
        return this.#transport.close();
      case 'checkLine':
        return this.#ping(effect.withinMs);
      case 'openPolling':
        return this.#polling?.open();
      case 'closePolling':
        this.#isHttpUp = false;
        return this.#polling?.close();
      case 'pollNow':
        return this.#polling?.ping();
    }
  }

  #onTransport(event: TransportEvent): void {
    switch (event.type) {
      case 'opened':
        return this.#dispatch({ type: 'opened' });
      case 'closed':
        return this.#dispatch({ type: 'dropped', cause: this.#state.status === 'online' ? 'closed' : 'refused' });
      case 'ponged':
        this.#metrics.answered(this.#environment.now() - this.#pingedAt);
        this.#heartbeat = this.#rest();
        return this.#dispatch({ type: 'answered' });
      case 'carried':
        return this.#metrics.carried(event);
      case 'received':
      case 'joined':
      case 'lost':
      case 'changed':
      case 'presence':
        return this.#onHeard();
    }
  }

  #onPolling(event: TransportEvent): void {
    if (event.type === 'opened') this.#isHttpUp = true;
    if (event.type !== 'closed') return;
    this.#isHttpUp = false;
    this.#dispatch({ type: 'httpLost' });
  }

  #onSignal(signal: EnvironmentSignal): void {
    if (signal === 'visible') this.#metrics.shown();
    if (signal === 'hidden') this.#metrics.hidden();
    else this.#dispatch({ type: signal === 'networkDown' ? 'networkDoubted' : 'woke' });
  }

  /**
   * A pong may wait behind much else; but what arrives may have been under way before the browser said `offline`.
   * Timers of a hidden page may be a minute late; its messages are not, so one of them may wake the heart in time.
   */
  #onHeard(): void {
    if (this.#state.status !== 'online') return;
    if (!this.#state.isDoubted) this.#heartbeat = hear(this.#heartbeat);
    if (this.#heartbeat.phase === 'resting' && this.#environment.now() >= this.#heartbeat.dueAt) this.#onAlarm();
  }

  #rest(): Heartbeat {
    return rest(this.#environment.now(), this.#environment.isVisible());
  }

  #ping(withinMs: number): void {
    const now = this.#environment.now();
    // The one under way answers for both, unless it slept.
    if (this.#heartbeat.phase === 'resting' || this.#heartbeat.dueAt <= now) this.#pingedAt = now;
    this.#heartbeat = expectPong(this.#heartbeat, now, withinMs);
    this.#transport.ping();
  }

  #setAlarm(): void {
    this.#cancelAlarm();
    this.#cancelAlarm = () => {};
    const next = this.#next();
    if (next === null) return;
    // No wait is longer than it can be meant: a clock that is set back must not stop the heart.
    const delayMs = Math.min(Math.max(0, next.dueAt - this.#environment.now()), next.longestMs);
    this.#cancelAlarm = this.#environment.setTimer(() => this.#onAlarm(), delayMs);
  }

  /** When the next thing happens by itself, and how long that may take at most; null when nothing does. */
  #next(): { readonly dueAt: number; readonly longestMs: number } | null {
    const isVisible = this.#environment.isVisible();
    if (this.#state.status === 'online') {
      return { dueAt: this.#heartbeat.dueAt, longestMs: isVisible ? BEAT_EVERY_MS : BEAT_EVERY_HIDDEN_MS };
    }
    if (isTrying(this.#state)) return { dueAt: this.#openedAt + OPEN_WITHIN_MS, longestMs: OPEN_WITHIN_MS };
    if (!('retryAt' in this.#state) || this.#state.retryAt === null) return null;
    if (this.#state.status === 'polling') return { dueAt: this.#state.retryAt, longestMs: LONGEST_POLLING_WAIT_MS };
    return { dueAt: this.#state.retryAt, longestMs: isVisible ? LONGEST_WAIT_MS : LONGEST_HIDDEN_WAIT_MS };
  }

  #onAlarm(): void {
    if (isTrying(this.#state)) return this.#dispatch({ type: 'dropped', cause: 'connect-timeout' });
    if (this.#state.status !== 'online') return this.#dispatch({ type: 'retryDue' });
    if (judge(this.#heartbeat, this.#environment.now()) === 'dead') {
      return this.#dispatch({ type: 'dropped', cause: 'heartbeat-timeout' });
    }
    this.#ping(PONG_WITHIN_MS);
    this.#setAlarm();
  }
}
