import { backoffMs, STABLE_AFTER_MS } from '../connection/backoff.ts';
import { remedyFor } from '../connection/disconnect-reason.ts';
import type { Environment } from '../connection/environment.ts';
import type { PresenceNote, Transport } from '../transport/transport.ts';
import { PresenceBook } from './presence-book.ts';
import type { TopicMember } from './subscriber.ts';

/** A join, or a new token for one, without an answer for this long is asked for anew, on the same line. */
export const JOIN_WITHIN_MS = 10_000;

type TopicPhase = 'waiting' | 'joining' | 'joined' | 'refused';

/**
 * One topic on the wire, shared by its members. Owns every retry of its join:
 * a refused token is renewed once; a second refusal ends in words, never in a loop.
 */
export class Topic {
  readonly name: string;
  readonly members = new Set<TopicMember>();
  readonly presence = new PresenceBook((note) => this.#track(note));
  readonly #environment: Environment;
  readonly #onTokenRefused: (reason: string) => void;
  /** What it was last joined on. */
  #transport: Transport | null = null;
  #phase: TopicPhase = 'waiting';
  #attempt = 0;
  #joinedAt = 0;
  #hasRenewed = false;
  #cancelRetry: () => void = () => {};

  constructor(name: string, environment: Environment, onTokenRefused: (reason: string) => void) {
    this.name = name;
    this.#environment = environment;
    this.#onTokenRefused = onTokenRefused;
  }

  add(member: TopicMember): void {
    this.members.add(member);
    if (this.#phase === 'joined') member.joined();
    else member.notJoined(this.#phase);
  }

  get isUnwanted(): boolean {
    return this.members.size === 0 && this.presence.isEmpty;
  }

  /** The line stands. */
  join(transport: Transport): void {
    this.#transport = transport;
    this.#join();
  }

  /** The line is gone. The next one has a back-off of its own, so what was spent on this one counts no longer. */
  suspend(): void {
    this.#attempt = 0;
    this.#hasRenewed = false;
    this.#enter('waiting');
  }

  /** A person asked again: what was refused is asked anew. */
  forgive(): void {
    this.#hasRenewed = false;
    if (this.#phase === 'refused') this.#join();
  }

  leave(): void {
    this.#cancelRetry();
    this.#transport?.leave(this.name);
  }

  onJoined(): void {
    if (this.#phase !== 'joining') return;
    this.#joinedAt = this.#environment.now();
    this.#enter('joined');
    if (this.presence.note !== null) this.#track(this.presence.note);
  }

  onLost(reason: string): void {
    if (this.#phase !== 'joining' && this.#phase !== 'joined') return;
    // Accepted and ended at once is no success: neither the back-off nor the one renewal starts anew.
    if (this.#phase === 'joined' && this.#environment.now() - this.#joinedAt >= STABLE_AFTER_MS) {
      this.#attempt = 0;
      this.#hasRenewed = false;
    }
    const remedy = remedyFor(reason);
    if (remedy === 'retry') return this.#joinLater();
    if (!this.#hasRenewed) return void this.#renew(reason);
    this.#refuse(reason);
  }

  onReceived(event: string, payload: unknown): void {
    for (const member of this.members) member.received(event, payload);
  }

  /** Before the join is answered there is nothing to be behind of. */
  onChanged(): void {
    if (this.#phase !== 'joined') return;
    for (const member of this.members) member.changed();
  }

  #join(): void {
    if (!this.#enter('joining')) return;
    this.#transport?.join(this.name);
    this.#cancelRetry = this.#environment.setTimer(() => this.#onNoAnswer(), JOIN_WITHIN_MS);
  }

  /** The line may stand and answer pings all the same: what was lost on it while it was bad does not come again. */
  #onNoAnswer(): void {
    this.#transport?.leave(this.name);
    this.#joinLater();
  }

  #track(note: PresenceNote | null): void {
    if (this.#phase === 'joined') this.#transport?.track(this.name, note);
  }

  #joinLater(): void {
    if (!this.#enter('joining')) return;
    this.#attempt += 1;
    const delayMs = backoffMs(this.#attempt, this.#environment.random());
    this.#cancelRetry = this.#environment.setTimer(() => this.#join(), delayMs);
  }

  async #renew(reason: string): Promise<void> {
    if (!this.#enter('joining')) return;
    const asked = new AbortController();
    const cancelDeadline = this.#environment.setTimer(() => this.#joinLater(), JOIN_WITHIN_MS);
    this.#cancelRetry = () => {
      cancelDeadline();
      asked.abort();
    };
    const outcome = await this.#transport?.renewToken().catch(() => 'unknown' as const);
    if (asked.signal.aborted) return;
    cancelDeadline();
    // Nothing was refused yet when the token could not even be asked for.
    if (outcome === 'unknown') return this.#joinLater();
    this.#hasRenewed = true;
    if (outcome) this.#join();
    else this.#refuse(reason);
  }

  /** A bad token concerns the whole connection; a missing permission only this topic. */
  #refuse(reason: string): void {
    this.#enter('refused');
    if (remedyFor(reason) === 'renew-token') this.#onTokenRefused(reason);
  }

  /** False where a handler that was told of it changed the phase anew: then everybody has been told of that already. */
  #enter(phase: TopicPhase): boolean {
    this.#cancelRetry();
    this.#cancelRetry = () => {};
    this.#phase = phase;
    if (phase !== 'joined') this.presence.forget();
    for (const member of this.members) {
      if (this.#phase !== phase) break;
      if (phase === 'joined') member.joined();
      else member.notJoined(phase);
    }
    return this.#phase === phase;
  }
}
