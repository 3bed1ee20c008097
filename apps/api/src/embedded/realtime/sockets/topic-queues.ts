type Task = () => Promise<void>;

/** Handles the messages of one topic in order, those of different topics side by side. */
export class TopicQueues {
  readonly #queues = new Map<string, Task[]>();
  #waiting = 0;

  /** How many tasks are not done yet. */
  get waiting(): number {
    return this.#waiting;
  }

  /** `task` must not reject. */
  add(topic: string, task: Task): void {
    this.#waiting += 1;
    const queue = this.#queues.get(topic);
    if (queue) {
      queue.push(task);
      return;
    }
    const started = [task];
    this.#queues.set(topic, started);
    void this.#work(topic, started);
  }

  async #work(topic: string, queue: Task[]): Promise<void> {
    for (let task = queue[0]; task; task = queue[0]) {
      // In order is the point of a queue.
      await task();
      queue.shift();
      this.#waiting -= 1;
    }
    this.#queues.delete(topic);
  }
}
