import { err, ok, type Result } from '@blunari/schema/result';
import { Lines } from './lines.ts';

/** Nobody can be asked now, or it may be the fault of one of the questions, which are then asked one by one. */
export type BatchFailure = 'unavailable' | 'ask_alone';

/** Who asks, as far as it matters for the order. */
export interface Asker {
  /** Askers have their turns in a circle. */
  readonly id: string;
  /** Somebody in particular rather than whoever has the key of a page. */
  readonly isKnown: boolean;
}

export interface BatchesOptions<Question, Answer> {
  readonly batchSize: number;
  /** Batches at once. */
  readonly concurrency: number;
  /** Who waited for so long before being asked gets no answer. */
  readonly waitMs: number;
  /** Questions with the same key are one question, and share its answer while it is not there yet. */
  keyOf(question: Question): string;
  /** Answers in the order of the questions; of those that are missing at the end the question is asked again. Must not reject. */
  ask(questions: readonly Question[]): Promise<Result<readonly Answer[], BatchFailure>>;
}

type Answered<Answer> = Result<Answer, 'unavailable'>;

interface Open<Question, Answer> {
  readonly key: string;
  readonly question: Question;
  readonly lines: Lines<Open<Question, Answer>>;
  readonly sinceMs: number;
  readonly answered: Promise<Answered<Answer>>;
  readonly resolve: (answer: Answered<Answer>) => void;
}

/** Of a batch, as long as there are any: crowds of strangers do not delay those who are known, nor the other way round. */
const STRANGERS_PART = 1 / 4;

/**
 * Asks together what is asked while others' questions are under way, so that a crowd costs a few batches; one question of
 * each asker in turn, so that no asker's crowd makes the others wait.
 */
export class Batches<Question, Answer> {
  readonly #options: BatchesOptions<Question, Answer>;
  readonly #known = new Lines<Open<Question, Answer>>();
  readonly #strangers = new Lines<Open<Question, Answer>>();
  /** One of them kept the others from being answered: they are asked one by one. */
  readonly #suspects: Open<Question, Answer>[] = [];
  readonly #open = new Map<string, Open<Question, Answer>>();
  #isSuspectsTurn = false;
  #underWay = 0;
  #isStarting = false;

  constructor(options: BatchesOptions<Question, Answer>) {
    this.#options = options;
  }

  ask(question: Question, asker: Asker): Promise<Answered<Answer>> {
    const key = this.#options.keyOf(question);
    const known = this.#open.get(key);
    const open = known ?? this.#begin(key, question, asker);
    // In the line of each who asks it, or a question would wait behind all others of whoever asked it first.
    if (!known || open.lines.has(open)) open.lines.add(asker.id, open);
    this.#startSoon();
    return open.answered;
  }

  #begin(key: string, question: Question, { isKnown }: Asker): Open<Question, Answer> {
    const { promise: answered, resolve } = Promise.withResolvers<Answered<Answer>>();
    const lines = isKnown ? this.#known : this.#strangers;
    const open = { key, question, lines, sinceMs: performance.now(), answered, resolve };
    this.#open.set(key, open);
    return open;
  }

  get #waiting(): number {
    return this.#known.size + this.#strangers.size + this.#suspects.length;
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
    if (this.#waiting > 0) this.#startSoon();
    this.#settle(batch, await this.#options.ask(batch.map(({ question }) => question)));
    this.#underWay -= 1;
    if (this.#waiting > 0) this.#startSoon();
  }

  #takeBatch(): Open<Question, Answer>[] {
    const suspect = this.#isSuspectsTurn ? this.#takeOne(() => this.#suspects.shift()) : undefined;
    this.#isSuspectsTurn = suspect === undefined;
    if (suspect) return [suspect];
    const { batchSize } = this.#options;
    const kept = Math.min(this.#strangers.size, Math.floor(batchSize * STRANGERS_PART));
    const batch = this.#takeUpTo(batchSize - kept, this.#known);
    batch.push(...this.#takeUpTo(batchSize - batch.length, this.#strangers));
    // With nobody else there it is their turn once more.
    return batch.length > 0 ? batch : this.#takeUpTo(1, { take: () => this.#suspects.shift() });
  }

  #takeUpTo(count: number, from: { take(): Open<Question, Answer> | undefined }): Open<Question, Answer>[] {
    const taken: Open<Question, Answer>[] = [];
    while (taken.length < count) {
      const next = this.#takeOne(() => from.take());
      if (!next) break;
      taken.push(next);
    }
    return taken;
  }

  /** The next that is not too late. */
  #takeOne(take: () => Open<Question, Answer> | undefined): Open<Question, Answer> | undefined {
    const lateMs = performance.now() - this.#options.waitMs;
    let next = take();
    while (next && next.sinceMs < lateMs) {
      this.#answer(next, err('unavailable'));
      next = take();
    }
    return next;
  }

  #settle(batch: readonly Open<Question, Answer>[], answers: Result<readonly Answer[], BatchFailure>): void {
    if (!answers.ok && answers.error === 'ask_alone' && batch.length > 1) {
      this.#suspects.push(...batch);
      // Those who did nothing wrong go first.
      this.#isSuspectsTurn = false;
      return;
    }
    if (!answers.ok) {
      for (const open of batch) this.#answer(open, err('unavailable'));
      return;
    }
    answers.value.forEach((answer, index) => {
      const open = batch[index];
      if (open) this.#answer(open, ok(answer));
    });
    const unanswered = batch.slice(answers.value.length);
    for (const lines of [this.#known, this.#strangers])
      lines.putBack(unanswered.filter((open) => open.lines === lines));
  }

  #answer({ key, resolve }: Open<Question, Answer>, answer: Answered<Answer>): void {
    this.#open.delete(key);
    resolve(answer);
  }
}
