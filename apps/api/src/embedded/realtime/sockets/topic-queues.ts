interface Task {
  readonly bytes: number;
  readonly run: () => Promise<void>;
}

export interface TopicQueuesOptions {
  /** With more than this waiting, nothing further should be read. */
  readonly fullBytes: number;
  onFull(isFull: boolean): void;
}

/** Handles the messages of one topic in order, those of different topics side by side. */
export class TopicQueues {
  readonly #options: TopicQueuesOptions;
  readonly #queues = new Map<string, Task[]>();
  #waiting = 0;
  #waitingBytes = 0;
  #isFull = false;

  constructor(options: TopicQueuesOptions) {
    this.#options = options;
  }

  /** How many tasks are not done yet. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Of these, as they came. */
  get waitingBytes(): number {
    return this.#waitingBytes;
  }

  /** `run` must not reject. */
  add(topic: string, bytes: number, run: () => Promise<void>): void {
    const task = { bytes, run };
    this.#count(1, bytes);
    const queue = this.#queues.get(topic);
    if (queue) {
      queue.push(task);
      return;
    }
    const started = [task];
    this.#queues.set(topic, started);
    void this.#work(topic, started);
  }

  /** Forgets what has not begun yet. */
  clear(): void {
    for (const queue of this.#queues.values()) {
      for (const { bytes } of queue.splice(1)) this.#count(-1, -bytes);
    }
  }

  async #work(topic: string, queue: Task[]): Promise<void> {
    for (let task = queue[0]; task; task = queue[0]) {
      // In order is the point of a queue.
      await task.run();
      queue.shift();
      this.#count(-1, -task.bytes);
    }
    this.#queues.delete(topic);
  }

  #count(tasks: number, bytes: number): void {
    this.#waiting += tasks;
    this.#waitingBytes += bytes;
    const isFull = this.#waitingBytes > this.#options.fullBytes;
    if (isFull === this.#isFull) return;
    this.#isFull = isFull;
    this.#options.onFull(isFull);
  }
}
