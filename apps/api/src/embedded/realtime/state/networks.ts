import { siteOf } from '../../../http/client-address.ts';
import type { RealtimeLimits } from '../limits.ts';
import { RateLimit } from './rate-limit.ts';

/** What a site of many networks may use, in networks: one large household is not in the way of the next. */
const SITE_SHARES = 2;

/** Where a network sends too much, this part of what one connection may send makes one of those who do it. */
const GUILTY_PART = 1 / 20;

/** Keeps one network (as `networkOf` names it), or a site of many, from using up what the process has for everybody. */
export class Networks {
  readonly #maxSockets: number;
  readonly #sockets = new Map<string, number>();
  // Not with the sockets, or who opens new ones would begin anew.
  readonly #joins: RateLimit;
  readonly #frames: RateLimit;
  readonly #frameBytes: RateLimit;

  constructor(limits: RealtimeLimits['network']) {
    this.#maxSockets = limits.sockets;
    this.#joins = new RateLimit(limits.joinsPerTenSeconds, 10_000);
    this.#frames = new RateLimit(limits.framesPerSecond);
    this.#frameBytes = new RateLimit(limits.frameBytesPerSecond);
  }

  /** One socket more, unless the network has as many as it may. */
  enter(network: string): boolean {
    const shares = sharesOf(network);
    if (shares.some(([owner, share]) => (this.#sockets.get(owner) ?? 0) >= this.#maxSockets * share)) return false;
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
    return spend(this.#joins, caller, 1, nowMs) <= 1;
  }

  /** Counts a frame of whatever kind; how much of its allowances the network has used by now, over 1 when it is too much. */
  spendFrame(network: string, bytes: number, nowMs: number): { readonly frames: number; readonly bytes: number } {
    return { frames: spend(this.#frames, network, 1, nowMs), bytes: spend(this.#frameBytes, network, bytes, nowMs) };
  }
}

function spend(rate: RateLimit, network: string, amount: number, nowMs: number): number {
  return Math.max(...sharesOf(network).map(([owner, share]) => rate.spend(owner, nowMs, amount) / share));
}

/**
 * Of what one connection may send, what it may where its network has sent so many times what that may: the more that is, the
 * less, but always `quietPart`.
 */
export function allowedPart(ofNetwork: number, quietPart: number): number {
  return ofNetwork > 1 ? Math.max(quietPart, GUILTY_PART / ofNetwork ** 2) : 1;
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
