import type { TopicKey } from './channel.ts';
import type { PresenceChange, Present } from './presence-book.ts';
import { topicId } from './topic-registry.ts';

interface PresentOnTopic {
  readonly key: TopicKey;
  readonly present: Present;
}

/** Who is present by way of other processes, as far as those told. */
export class PresenceElsewhere {
  /** By process, then by ref. */
  readonly #processes = new Map<string, Map<string, PresentOnTopic>>();
  /** By topic, then by ref. */
  readonly #topics = new Map<string, Map<string, Present>>();

  /** Returns what of it was news. */
  apply(processId: string, { key, joins, leaves }: PresenceChange): PresenceChange {
    return {
      key,
      leaves: leaves.filter(({ ref }) => this.#remove(processId, ref)),
      joins: joins.filter((present) => this.#add(processId, { key, present })),
    };
  }

  /** From now on these and no others are that process's; returns what that changes, by topic. */
  replace(processId: string, presents: readonly PresentOnTopic[]): PresenceChange[] {
    const refs = new Set(presents.map(({ present }) => present.ref));
    const gone = [...(this.#processes.get(processId)?.values() ?? [])].filter(({ present }) => !refs.has(present.ref));
    for (const { present } of gone) this.#remove(processId, present.ref);
    const come = presents.filter((present) => this.#add(processId, present));
    return byTopic(come, gone);
  }

  presentOn(key: TopicKey): Iterable<Present> {
    return this.#topics.get(topicId(key))?.values() ?? [];
  }

  #add(processId: string, { key, present }: PresentOnTopic): boolean {
    const ofProcess = this.#processes.getOrInsertComputed(processId, () => new Map());
    if (ofProcess.has(present.ref)) return false;
    ofProcess.set(present.ref, { key, present });
    this.#topics.getOrInsertComputed(topicId(key), () => new Map()).set(present.ref, present);
    return true;
  }

  #remove(processId: string, ref: string): boolean {
    const ofProcess = this.#processes.get(processId);
    const known = ofProcess?.get(ref);
    if (!ofProcess || !known) return false;
    ofProcess.delete(ref);
    if (ofProcess.size === 0) this.#processes.delete(processId);
    const id = topicId(known.key);
    const onTopic = this.#topics.get(id);
    onTopic?.delete(ref);
    if (onTopic?.size === 0) this.#topics.delete(id);
    return true;
  }
}

function byTopic(joins: readonly PresentOnTopic[], leaves: readonly PresentOnTopic[]): PresenceChange[] {
  const changes = new Map<string, { key: TopicKey; joins: Present[]; leaves: Present[] }>();
  const changeOf = (key: TopicKey) => changes.getOrInsertComputed(topicId(key), () => ({ key, joins: [], leaves: [] }));
  for (const { key, present } of joins) changeOf(key).joins.push(present);
  for (const { key, present } of leaves) changeOf(key).leaves.push(present);
  return [...changes.values()];
}
