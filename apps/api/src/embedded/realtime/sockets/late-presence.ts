import type { RealtimeState } from '../realtime-state.ts';
import type { TopicKey } from '../state/channel.ts';
import { topicId } from '../state/topic-registry.ts';
import { pushPresenceStateToAll, stateBytes } from './announce-presence.ts';

/**
 * Public topics on which more came and went than everybody there could be told of: they are told who is there as a whole, as
 * soon as the process has time for strangers again.
 */
export class LatePresence {
  readonly #topics = new Map<string, TopicKey>();

  mark(key: TopicKey): void {
    this.#topics.set(topicId(key), key);
  }

  /** To be called once a second. Tells at least one topic, however many are on it. */
  tell(state: RealtimeState): void {
    let isFirst = true;
    for (const [id, key] of this.#topics) {
      const isWithin = state.quotas.spendInPublic(key, undefined, stateBytes(state, key), state.clock.now()) <= 1;
      if (!isWithin && !isFirst) return;
      isFirst = false;
      this.#topics.delete(id);
      pushPresenceStateToAll(state, key);
    }
  }
}
