import { siteOf } from '../../../http/client-address.ts';
import { Windows } from './windows.ts';

/** What the clients of one network may use of a process together. Behind one address may be a whole office or a mobile carrier. */
export interface NetworkLimits {
  readonly sockets: number;
  /** Of strangers; a person may join so often from wherever. In ten seconds rather than one: after an outage everybody behind an address comes back at once. */
  readonly joinsPerTenSeconds: number;
  readonly framesPerSecond: number;
  readonly frameBytesPerSecond: number;
}

/** What a site of many networks may use, in networks: one large household is not in the way of the next. */
const SITE_SHARES = 2;

/** Keeps one network (as `networkOf` names it), or a site of many, from using up what the process has for everybody. */
export class Networks {
  readonly #limits: NetworkLimits;
  readonly #sockets = new Map<string, number>();
  // Not with the sockets, or who opens new ones would begin anew.
  readonly #joins = new Windows(10_000);
  readonly #frames = new Windows(1_000);
  readonly #frameBytes = new Windows(1_000);

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
    return isWithin(this.#joins, caller, 1, this.#limits.joinsPerTenSeconds, nowMs);
  }

  /** Counts a frame of whatever kind; false when it is one too many. */
  takeFrame(network: string, bytes: number, nowMs: number): boolean {
    const isOneOf = isWithin(this.#frames, network, 1, this.#limits.framesPerSecond, nowMs);
    return isWithin(this.#frameBytes, network, bytes, this.#limits.frameBytesPerSecond, nowMs) && isOneOf;
  }
}

function isWithin(windows: Windows, network: string, amount: number, limit: number, nowMs: number): boolean {
  const counts = sharesOf(network).map(([owner, share]) => windows.add(owner, amount, nowMs) <= limit * share);
  return counts.every(Boolean);
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
