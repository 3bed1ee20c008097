/** What loading needs of the world. */
export interface LoadPorts {
  /** Whether the server answers at all. */
  readonly isServerThere: () => Promise<boolean>;
  /** Passes after the time, or as soon as the network is back. */
  readonly pause: (lengthMs: number) => Promise<void>;
}

const firstPauseMs = 500;
const longestPauseMs = 10_000;
/** A server that answers but has not got the file twice in a row was replaced by a newer one. */
const refusalsInARow = 2;

/**
 * Loads a part of the page, however long the network is away. It fails only when the server is there and does not have
 * that part any more.
 */
export async function loadUntilThere<Part>(load: () => Promise<Part>, ports: LoadPorts): Promise<Part> {
  let refusals = 0;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    try {
      return await load();
    } catch (error) {
      refusals = (await ports.isServerThere()) ? refusals + 1 : 0;
      if (refusals >= refusalsInARow) throw error;
    }
    await ports.pause(pauseMs);
  }
}
