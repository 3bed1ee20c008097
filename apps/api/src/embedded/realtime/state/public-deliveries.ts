import { siteOf } from '../../../http/client-address.ts';
import { RateCounter } from './rate-counter.ts';
import { Windows } from './windows.ts';

/** In bytes as `SharedLimits` counts them: what is sent, to each who hears it. */
export interface PublicLimits {
  readonly deliveredBytesPerSecond: number;
  /** Of it, what comes from one site: the sockets of one stranger are not in the way of the next one's. */
  readonly siteBytesPerSecond: number;
}

/**
 * Keeps what goes out on public topics, of which anybody may open as many as there are names, from using up the time of the
 * process.
 */
export class PublicDeliveries {
  readonly #all: RateCounter;
  readonly #sites = new Windows(1_000);
  readonly #siteBytesPerSecond: number;

  constructor(limits: PublicLimits) {
    this.#all = new RateCounter(limits.deliveredBytesPerSecond);
    this.#siteBytesPerSecond = limits.siteBytesPerSecond;
  }

  /** False when it is too much. `network` is undefined for what another process has let pass. */
  take(network: string | undefined, deliveredBytes: number, nowMs: number): boolean {
    if (network !== undefined) {
      const ofSite = this.#sites.add(siteOf(network), deliveredBytes, nowMs);
      // What is not sent takes nothing from the others.
      if (ofSite > this.#siteBytesPerSecond) return false;
    }
    return this.#all.take(nowMs, deliveredBytes);
  }
}
