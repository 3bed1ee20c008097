/**
 * What waits stands in the lines of its owners, and the owners have their turns in a circle, so that a long line keeps
 * nobody but its own owner waiting. What stands in several lines leaves them all at once.
 */
export class Lines<Item> {
  /** In the order of the turns. */
  readonly #lines = new Map<string, Set<Item>>();
  readonly #waiting = new Set<Item>();
  readonly #ahead: Item[] = [];

  get size(): number {
    return this.#waiting.size;
  }

  has(item: Item): boolean {
    return this.#waiting.has(item);
  }

  add(owner: string, item: Item): void {
    this.#waiting.add(item);
    this.#lines.getOrInsertComputed(owner, () => new Set()).add(item);
  }

  /** These had their turn in vain, and come before all lines. */
  putBack(items: readonly Item[]): void {
    for (const item of items) this.#waiting.add(item);
    this.#ahead.unshift(...items);
  }

  take(): Item | undefined {
    const item = this.#ahead.shift() ?? this.#takeInTurn();
    if (item !== undefined) this.#waiting.delete(item);
    return item;
  }

  #takeInTurn(): Item | undefined {
    for (const [owner, line] of this.#lines) {
      this.#lines.delete(owner);
      const item = this.#takeFirst(line);
      // To the end of the circle.
      if (line.size > 0) this.#lines.set(owner, line);
      if (item !== undefined) return item;
    }
    return undefined;
  }

  /** The first that did not leave by way of another line. */
  #takeFirst(line: Set<Item>): Item | undefined {
    for (const item of line) {
      line.delete(item);
      if (this.#waiting.has(item)) return item;
    }
    return undefined;
  }
}
