/** How a batch follows those of the same process before it. */
export type Succession =
  | 'next'
  /** Came already: its sender did not learn that it had arrived, and sent it again. */
  | 'repeated'
  /** Something was missed in between, or the process was not known at all: what it told before is to be asked for. */
  | 'gap';

interface Peer {
  lastNumber: number;
  heardAtMs: number;
}

/** The other processes on this database, each with the last that was heard of it. */
export class Peers {
  readonly #peers = new Map<string, Peer>();

  get count(): number {
    return this.#peers.size;
  }

  hear(id: string, number: number, nowMs: number): Succession {
    const peer = this.#peers.get(id);
    if (!peer) {
      this.#peers.set(id, { lastNumber: number, heardAtMs: nowMs });
      return 'gap';
    }
    peer.heardAtMs = nowMs;
    if (number <= peer.lastNumber) return 'repeated';
    const isNext = number === peer.lastNumber + 1;
    peer.lastNumber = number;
    return isNext ? 'next' : 'gap';
  }

  remove(id: string): void {
    this.#peers.delete(id);
  }

  /** Silence counts from now on: who could not listen has heard nobody. */
  excuseSilence(nowMs: number): void {
    for (const peer of this.#peers.values()) peer.heardAtMs = nowMs;
  }

  silentSince(ms: number): string[] {
    return [...this.#peers].filter(([, { heardAtMs }]) => heardAtMs < ms).map(([id]) => id);
  }
}
