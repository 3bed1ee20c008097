import type { RealtimeLimits } from '../limits.ts';
import { RateLimit } from './rate-limit.ts';

export type ConnectionRates = ReturnType<typeof connectionRates>;

/** How often one connection may do what; each is counted by the connection's id. */
export function connectionRates(limits: RealtimeLimits) {
  return {
    frames: new RateLimit(limits.framesPerSecond),
    frameBytes: new RateLimit(limits.frameBytesPerSecond),
    messages: new RateLimit(limits.messagesPerSecond),
    presence: new RateLimit(limits.presencePerSecond),
    joins: new RateLimit(limits.joinsPerSecond),
    refusedJoins: new RateLimit(limits.refusedJoinsPerMinute, 60_000),
  };
}
