import { err, ok, type Result } from '@blunari/schema/result';

/** Nobody can be asked now, or the questions took too long to answer, which may be the fault of one of them. */
export type BatchFailure = 'unavailable' | 'too_slow';

export interface BatchesOptions<Question, Answer> {
  readonly batchSize: number;
  /** Batches at once. */
  readonly concurrency: number;
  /** Who waited for so long before being asked gets no answer. */
  readonly waitMs: number;
  /** Answers in the order of the questions; of those that are missing at the end the question is asked again. Must not reject. */
  ask(questions: readonly Question[]): Promise<Result<readonly Answer[], BatchFailure>>;
}

interface Waiting<Question, Answer> {
  readonly question: Question;
  readonly sinceMs: number;
  /** Others had to wait too long when it was among them. */
  isAskedAlone: boolean;
  readonly answer: (answer: Result<Answer, 'unavailable'>) => void;
}

/** Asks together what is asked while others' questions are under way, so that a crowd costs a few batches. */
export class Batches<Question, Answer> {
  readonly #options: BatchesOptions<Question, Answer>;
  #waiting: Waiting<Question, Answer>[] = [];
  #underWay = 0;
  #isStarting = false;

  constructor(options: BatchesOptions<Question, Answer>) {
    this.#options = options;
  }

  ask(question: Question): Promise<Result<Answer, 'unavailable'>> {
    const { promise, resolve } = Promise.withResolvers<Result<Answer, 'unavailable'>>();
    this.#waiting.push({ question, sinceMs: performance.now(), isAskedAlone: false, answer: resolve });
    this.#startSoon();
    return promise;
  }

  /** After this turn of the event loop: what came in it goes together. */
  #startSoon(): void {
    if (this.#isStarting || this.#underWay >= this.#options.concurrency) return;
    this.#isStarting = true;
    setImmediate(() => {
      this.#isStarting = false;
      void this.#work();
    });
  }

  async #work(): Promise<void> {
    if (this.#underWay >= this.#options.concurrency) return;
    const batch = this.#takeBatch();
    if (batch.length === 0) return;
    this.#underWay += 1;
    if (this.#waiting.length > 0) this.#startSoon();
    this.#settle(batch, await this.#options.ask(batch.map(({ question }) => question)));
    this.#underWay -= 1;
    if (this.#waiting.length > 0) this.#startSoon();
  }

  #takeBatch(): Waiting<Question, Answer>[] {
    this.#refuseLate();
    const [first] = this.#waiting;
    if (first?.isAskedAlone) return this.#waiting.splice(0, 1);
    const alone = this.#waiting.findIndex(({ isAskedAlone }) => isAskedAlone);
    const end = Math.min(this.#options.batchSize, alone === -1 ? this.#waiting.length : alone);
    return this.#waiting.splice(0, end);
  }

  #refuseLate(): void {
    const lateMs = performance.now() - this.#options.waitMs;
    const late = this.#waiting.filter(({ sinceMs }) => sinceMs < lateMs);
    if (late.length === 0) return;
    this.#waiting = this.#waiting.filter(({ sinceMs }) => sinceMs >= lateMs);
    for (const { answer } of late) answer(err('unavailable'));
  }

  #settle(batch: Waiting<Question, Answer>[], answers: Result<readonly Answer[], BatchFailure>): void {
    if (!answers.ok && answers.error === 'too_slow' && batch.length > 1) {
      for (const waiting of batch) waiting.isAskedAlone = true;
      // At the end: those who did nothing wrong go first.
      this.#waiting.push(...batch);
      return;
    }
    if (!answers.ok) {
      for (const { answer } of batch) answer(err('unavailable'));
      return;
    }
    answers.value.forEach((answer, index) => batch[index]?.answer(ok(answer)));
    this.#waiting.unshift(...batch.slice(answers.value.length));
  }
}
