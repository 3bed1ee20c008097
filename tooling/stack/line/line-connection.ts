import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** How bytes pass, each way. */
export interface Passage {
  readonly delayMs: number;
  readonly bytesPerS: number;
}

/** One connection through a line: what the one end says reaches the other, in order, as `passage` lets it. */
export class LineConnection {
  passage: Passage;
  readonly #near: Socket;
  readonly #far: Socket;
  #isDead = false;

  constructor(near: Socket, far: Socket, passage: Passage, onGone: () => void) {
    this.passage = passage;
    this.#near = near;
    this.#far = far;
    this.#forward(near, far);
    this.#forward(far, near);
    // Of a dead one each end goes when it gives up by itself.
    for (const socket of [near, far]) socket.on('close', () => near.destroyed && far.destroyed && onGone());
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  /** From now on nothing passes, not even the news of that. */
  die(): void {
    this.#isDead = true;
  }

  end(): void {
    this.#near.end();
    this.#far.end();
  }

  reset(): void {
    this.#near.resetAndDestroy();
    this.#far.resetAndDestroy();
  }

  #forward(from: Socket, to: Socket): void {
    let underWay = Promise.resolve();
    let freeAtMs = 0;
    const later = (bytes: number, act: () => void): void => {
      const { delayMs, bytesPerS } = this.passage;
      freeAtMs = Math.max(freeAtMs, performance.now() + delayMs) + (bytes * 1000) / bytesPerS;
      underWay = this.#act(underWay, freeAtMs, act);
    };
    from.on('data', (chunk: Buffer) => later(chunk.length, () => to.writable && to.write(chunk)));
    from.on('end', () => later(0, () => to.end()));
    // The end of the other side, whatever it was, is one here too.
    from.on('error', () => later(0, () => to.resetAndDestroy()));
    from.on('close', (hadError) => hadError || later(0, () => to.end()));
  }

  async #act(after: Promise<void>, dueAtMs: number, act: () => void): Promise<void> {
    await after;
    const waitMs = dueAtMs - performance.now();
    if (waitMs > 0) await delay(waitMs);
    if (!this.#isDead) act();
  }
}
