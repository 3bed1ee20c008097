import type { TopicKey } from '../state/channel.ts';
import { topicId } from '../state/topic-registry.ts';
import { pushPresenceStateToAll, stateBytes, type WhoHears } from './announce-presence.ts';

/**
 * Public topics on which more came and went than everybody there could be told of: they are told who is there as a whole, as
 * soon as the process has time for strangers again.
 */
export class LatePresence {
  readonly #topics = new Map<string, TopicKey>();
  #restSeconds = 0;

  mark(key: TopicKey): void {
    this.#topics.set(topicId(key), key);
  }

  /** To be called once a second. Tells one topic at least, and rests for as long as that is too much for one site. */
  tell(state: Omit<WhoHears, 'latePresence'>): void {
    this.#restSeconds = Math.max(0, this.#restSeconds - 1);
    if (this.#restSeconds > 0) return;
    for (const [id, key] of this.#topics) {
      this.#topics.delete(id);
      const leftSeconds = 1 - this.#restSeconds;
      const { used, seconds } = state.quotas.spendLate(key, stateBytes(state, key), leftSeconds);
      pushPresenceStateToAll(state, key);
      this.#restSeconds += seconds;
      if (used > 1 || this.#restSeconds >= 1) return;
    }
  }
}
