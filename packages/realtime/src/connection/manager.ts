import type { Transport, TransportEvent } from '../transport/transport.ts';
import type { Environment, EnvironmentSignal } from './environment.ts';
import { BEAT_EVERY_MS, expectPong, type Heartbeat, judge, PONG_WITHIN_MS, rest } from './heartbeat.ts';
import type { ConnectionEffect, ConnectionEvent, ConnectionState } from './state.ts';
import { isTrying, transition } from './transition.ts';

/** A socket that neither opens nor fails within this time is given up; browsers wait for minutes. */
export const OPEN_WITHIN_MS = 10_000;

/**
 * Runs the effects of `transition`. The only owner of the line and of every retry of it.
 * One timer at any moment, set anew from the state after each event, so none can be forgotten.
 */
export class ConnectionManager {
  readonly #transport: Transport;
  readonly #environment: Environment;
  readonly #listeners = new Set<(state: ConnectionState) => void>();
  readonly #endings: (() => void)[] = [];
  #state: ConnectionState = { status: 'idle' };
  #heartbeat: Heartbeat = rest(0);
  #openBy = 0;
  #cancelAlarm: () => void = () => {};

  constructor(transport: Transport, environment: Environment) {
    this.#transport = transport;
    this.#environment = environment;
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
  }

  #dispatch(event: ConnectionEvent): void {
    const before = this.#state;
    const step = transition(before, event, {
      now: this.#environment.now(),
      random: this.#environment.random(),
      isNetworkUp: this.#environment.isNetworkUp(),
    });
    this.#state = step.state;
    if (before.status !== 'online' && step.state.status === 'online') this.#heartbeat = rest(step.state.since);
    for (const effect of step.effects) this.#run(effect);
    this.#setAlarm();
    if (this.#state !== before) for (const listener of this.#listeners) listener(this.#state);
  }

  #run(effect: ConnectionEffect): void {
    switch (effect.type) {
      case 'openSocket':
        this.#openBy = this.#environment.now() + OPEN_WITHIN_MS;
        return this.#transport.open();
      case 'closeSocket':
        return this.#transport.close();
      case 'checkLine':
        return this.#ping(effect.withinMs);
    }
  }

  #onTransport(event: TransportEvent): void {
    switch (event.type) {
      case 'opened':
        return this.#dispatch({ type: 'opened' });
      case 'closed':
        return this.#dispatch({ type: 'dropped', cause: this.#state.status === 'online' ? 'closed' : 'refused' });
      case 'ponged':
        this.#heartbeat = rest(this.#environment.now());
        return this.#dispatch({ type: 'answered' });
      case 'joined':
      case 'lost':
      case 'received':
        return;
    }
  }

  #onSignal(signal: EnvironmentSignal): void {
    this.#dispatch({ type: signal === 'networkDown' ? 'networkDoubted' : 'woke' });
  }

  #ping(withinMs: number): void {
    this.#heartbeat = expectPong(this.#heartbeat, this.#environment.now(), withinMs);
    this.#transport.ping();
  }

  #setAlarm(): void {
    this.#cancelAlarm();
    this.#cancelAlarm = () => {};
    const dueAt = this.#dueAt();
    if (dueAt === null) return;
    // No wait is longer than a beat: a clock that is set back must not stop the heart.
    const delayMs = Math.min(Math.max(0, dueAt - this.#environment.now()), BEAT_EVERY_MS);
    this.#cancelAlarm = this.#environment.setTimer(() => this.#onAlarm(), delayMs);
  }

  /** When the next thing happens by itself; null when nothing does. */
  #dueAt(): number | null {
    if (this.#state.status === 'online') return this.#heartbeat.dueAt;
    if (isTrying(this.#state)) return this.#openBy;
    return 'retryAt' in this.#state ? this.#state.retryAt : null;
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
