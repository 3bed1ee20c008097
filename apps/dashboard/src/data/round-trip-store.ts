/** How long the server's last answer took, for the connection's details. */
export class RoundTripStore {
  readonly #listeners = new Set<() => void>();
  #latestMs: number | null = null;

  readonly getLatestMs = (): number | null => this.#latestMs;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly record = (lengthMs: number): void => {
    this.#latestMs = lengthMs;
    for (const listener of this.#listeners) listener();
  };
}
