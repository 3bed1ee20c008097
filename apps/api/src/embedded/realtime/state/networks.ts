/** What the clients of one network may use of a process together. Behind one address may be a whole office or a mobile carrier. */
export interface NetworkLimits {
  readonly sockets: number;
  /** Of strangers; a person may join so often from wherever. In ten seconds rather than one: after an outage everybody behind an address comes back at once. */
  readonly joinsPerTenSeconds: number;
}

const WINDOW_MS = 10_000;

/** Keeps one network (as `networkOf` names it) from using up what the process has for everybody. */
export class Networks {
  readonly #limits: NetworkLimits;
  readonly #sockets = new Map<string, number>();
  /** Of this window. Not with the sockets, or who opens new ones would begin anew. */
  readonly #joins = new Map<string, number>();
  #windowStartMs = 0;

  constructor(limits: NetworkLimits) {
    this.#limits = limits;
  }

  /** One socket more, unless the network has as many as it may. */
  enter(network: string): boolean {
    const sockets = this.#sockets.get(network) ?? 0;
    if (sockets >= this.#limits.sockets) return false;
    this.#sockets.set(network, sockets + 1);
    return true;
  }

  /** To be called once for each socket that entered. */
  leave(network: string): void {
    const sockets = this.#sockets.get(network) ?? 0;
    if (sockets > 1) this.#sockets.set(network, sockets - 1);
    else this.#sockets.delete(network);
  }

  /** Counts a join of a network's strangers, or of a person by its id; false when that is more than the window's allowance. */
  takeJoin(caller: string, nowMs: number): boolean {
    if (nowMs - this.#windowStartMs >= WINDOW_MS) {
      this.#windowStartMs = nowMs;
      this.#joins.clear();
    }
    const joins = (this.#joins.get(caller) ?? 0) + 1;
    this.#joins.set(caller, joins);
    return joins <= this.#limits.joinsPerTenSeconds;
  }
}
