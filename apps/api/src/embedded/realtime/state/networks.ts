import { siteOf } from '../../../http/client-address.ts';

/** What the clients of one network may use of a process together. Behind one address may be a whole office or a mobile carrier. */
export interface NetworkLimits {
  readonly sockets: number;
  /** Of strangers; a person may join so often from wherever. In ten seconds rather than one: after an outage everybody behind an address comes back at once. */
  readonly joinsPerTenSeconds: number;
}

const WINDOW_MS = 10_000;

/** What a site of many networks may use, in networks: one large household is not in the way of the next. */
const SITE_SHARES = 2;

/** Keeps one network (as `networkOf` names it), or a site of many, from using up what the process has for everybody. */
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
    const shares = sharesOf(network);
    if (shares.some(([owner, share]) => (this.#sockets.get(owner) ?? 0) >= this.#limits.sockets * share)) return false;
    for (const [owner] of shares) this.#sockets.set(owner, (this.#sockets.get(owner) ?? 0) + 1);
    return true;
  }

  /** To be called once for each socket that entered. */
  leave(network: string): void {
    for (const [owner] of sharesOf(network)) {
      const sockets = this.#sockets.get(owner) ?? 0;
      if (sockets > 1) this.#sockets.set(owner, sockets - 1);
      else this.#sockets.delete(owner);
    }
  }

  /** Counts a join of a network's strangers, or of a person by its id; false when that is more than the window's allowance. */
  takeJoin(caller: string, nowMs: number): boolean {
    if (nowMs - this.#windowStartMs >= WINDOW_MS) {
      this.#windowStartMs = nowMs;
      this.#joins.clear();
    }
    let isWithin = true;
    for (const [owner, share] of sharesOf(caller)) {
      const joins = (this.#joins.get(owner) ?? 0) + 1;
      this.#joins.set(owner, joins);
      isWithin &&= joins <= this.#limits.joinsPerTenSeconds * share;
    }
    return isWithin;
  }
}

/** Who is charged for it, each with how many allowances of a network. */
function sharesOf(network: string): readonly (readonly [owner: string, share: number])[] {
  const site = siteOf(network);
  return site === network
    ? [[network, 1]]
    : [
        [network, 1],
        [site, SITE_SHARES],
      ];
}
