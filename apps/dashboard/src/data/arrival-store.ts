/** How long a row that arrived by itself shows it, in ms: the settle tint of the look. */
const freshMs = 1500;

/** Ids of rows that have just arrived over the line. */
export class ArrivalStore {
  readonly #listeners = new Set<() => void>();
  #fresh: ReadonlySet<string> = new Set();

  readonly getFresh = (): ReadonlySet<string> => this.#fresh;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly add = (id: string): void => {
    this.#set(new Set([...this.#fresh, id]));
    setTimeout(() => this.#set(new Set([...this.#fresh].filter((other) => other !== id))), freshMs);
  };

  #set(fresh: ReadonlySet<string>): void {
    this.#fresh = fresh;
    for (const listener of this.#listeners) listener();
  }
}
