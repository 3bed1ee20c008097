/** A sum for each owner; nothing is left of one whose sum is zero. */
export class Sums {
  readonly #sums = new Map<string, number>();

  of(owner: string): number {
    return this.#sums.get(owner) ?? 0;
  }

  add(owner: string, amount: number): void {
    const sum = this.of(owner) + amount;
    if (sum === 0) this.#sums.delete(owner);
    else this.#sums.set(owner, sum);
  }
}
