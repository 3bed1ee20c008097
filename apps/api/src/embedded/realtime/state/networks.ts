import { siteOf } from '../../../http/client-address.ts';
import type { RealtimeLimits } from '../limits.ts';
import { RateLimit } from './rate-limit.ts';
import { Sums } from './sums.ts';

/** Keeps one network (as `networkOf` names it), or a site of many, from using up what the process has for everybody. */
export class Networks {
  readonly #siteShares: number;
  readonly #limits: RealtimeLimits['network'];
  readonly #sockets = new Sums();
  readonly #channels = new Sums();
  // Not with the sockets, or who opens new ones would begin anew.
  readonly #joins: RateLimit;
  readonly #frames: RateLimit;
  readonly #frameBytes: RateLimit;

  constructor({ network, siteShares }: Pick<RealtimeLimits, 'network' | 'siteShares'>) {
    this.#siteShares = siteShares;
    this.#limits = network;
    this.#joins = new RateLimit(network.joinsPerTenSeconds, 10_000);
    this.#frames = new RateLimit(network.framesPerSecond);
    this.#frameBytes = new RateLimit(network.frameBytesPerSecond);
  }

  /** One socket more, unless the network has as many as it may. */
  enter(network: string): boolean {
    if (this.#isFull(this.#sockets, this.#limits.sockets, network)) return false;
    this.#add(this.#sockets, network, 1);
    return true;
  }

  /** To be called once for each socket that entered. */
  leave(network: string): void {
    this.#add(this.#sockets, network, -1);
  }

  /** Whether the network has as many channels as it may. */
  hasAllChannels(network: string): boolean {
    return this.#isFull(this.#channels, this.#limits.channels, network);
  }

  /** One channel more. */
  join(network: string): void {
    this.#add(this.#channels, network, 1);
  }

  part(network: string): void {
    this.#add(this.#channels, network, -1);
  }

  /** Counts a join of a network's strangers, or of a person by its id; false when that is more than the window's allowance. */
  takeJoin(caller: string): boolean {
    return this.#spend(this.#joins, caller, 1) <= 1;
  }

  /** Counts a frame of whatever kind; how much of its allowances the network has used by now, over 1 when it is too much. */
  spendFrame(network: string, bytes: number): { readonly frames: number; readonly bytes: number } {
    return {
      frames: this.#spend(this.#frames, network, 1),
      bytes: this.#spend(this.#frameBytes, network, bytes),
    };
  }

  #isFull(sums: Sums, limit: number, network: string): boolean {
    return this.#sharesOf(network).some(([owner, share]) => sums.of(owner) >= limit * share);
  }

  #add(sums: Sums, network: string, amount: number): void {
    for (const [owner] of this.#sharesOf(network)) sums.add(owner, amount);
  }

  #spend(rate: RateLimit, network: string, amount: number): number {
    return Math.max(...this.#sharesOf(network).map(([owner, share]) => rate.spend(owner, amount) / share));
  }

  /** Who is charged for it, each with how many allowances of a network. */
  #sharesOf(network: string): readonly (readonly [owner: string, share: number])[] {
    const site = siteOf(network);
    const own = [network, 1] as const;
    return site === network ? [own] : [own, [site, this.#siteShares]];
  }
}

/**
 * Of what one connection may send, what it may where its network has sent so many times what that may: `guiltyPart`, and the
 * more that is, the less, but always `quietPart`.
 */
export function allowedPart(ofNetwork: number, guiltyPart: number, quietPart: number): number {
  return ofNetwork > 1 ? Math.max(quietPart, guiltyPart / ofNetwork ** 2) : 1;
}
