import { MissingPartError } from '../../shared/screens/missing-part-error.ts';

/** What loading needs of the world. */
export interface LoadPorts {
  /** Whether the server answers at all. */
  readonly isServerThere: () => Promise<boolean>;
  /** Passes after the time, or as soon as the network is back. */
  readonly pause: (lengthMs: number) => Promise<void>;
}

const firstPauseMs = 500;
const longestPauseMs = 10_000;
/** Where the server answers and the file fails twice in a row, trying on will not bring it. */
const refusalsInARow = 2;

/**
 * Loads a part of the page, however long the network is away. It fails, with a MissingPartError, only when the server is
 * there and that part still does not come.
 */
export async function loadUntilThere<Part>(load: () => Promise<Part>, ports: LoadPorts): Promise<Part> {
  let refusals = 0;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    try {
      return await load();
    } catch (error) {
      refusals = (await ports.isServerThere()) ? refusals + 1 : 0;
      if (refusals >= refusalsInARow) throw new MissingPartError('A part of the page did not come.', { cause: error });
    }
    await ports.pause(pauseMs);
  }
}
