import type { Environment } from '../connection/environment.ts';
import type { PollAnswer, PollSource } from '../transport/poll-source.ts';

/** The HTTP side of a server in this process: `change` is what a commit would do to a topic's tag. */
export class MemoryPollSource implements PollSource {
  readonly #environment: Pick<Environment, 'setTimer'>;
  readonly #latencyMs: number;
  readonly #versions = new Map<string, number>();
  isUp = true;
  /** Topics that may not be read, with the words for it. */
  readonly refusedTopics = new Map<string, string>();

  /** @param latencyMs there and back. */
  constructor(environment: Pick<Environment, 'setTimer'>, latencyMs = 0) {
    this.#environment = environment;
    this.#latencyMs = latencyMs;
  }

  change(topic: string): void {
    this.#versions.set(topic, (this.#versions.get(topic) ?? 0) + 1);
  }

  async probe(): Promise<void> {
    await this.#answer(() => undefined);
  }

  poll(topic: string, tag: string | null): Promise<PollAnswer> {
    return this.#answer((): PollAnswer => {
      const reason = this.refusedTopics.get(topic);
      if (reason !== undefined) return { status: 'refused', reason };
      const latest = String(this.#versions.get(topic) ?? 0);
      return tag === latest ? { status: 'unchanged' } : { status: 'changed', tag: latest };
    });
  }

  renewToken(): Promise<boolean> {
    return Promise.resolve(true);
  }

  #answer<Answer>(read: () => Answer): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#environment.setTimer(() => (this.isUp ? resolve(read()) : reject(new Error('no answer'))), this.#latencyMs);
    });
  }
}
