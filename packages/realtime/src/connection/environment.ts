/** What the page around the connection reports. */
export type EnvironmentSignal = 'networkUp' | 'networkDown' | 'visible' | 'hidden' | 'focused' | 'pageShown';

/** The world, passed in: nothing in this package reads a clock, a timer, chance or the page by itself. */
export interface Environment {
  /** Epoch milliseconds; goes on while the machine sleeps. */
  now(): number;
  /** At least 0, below 1. */
  random(): number;
  /** Returns the function that cancels it. */
  setTimer(callback: () => void, delayMs: number): () => void;
  isNetworkUp(): boolean;
  /** Somebody may be looking at the page. */
  isVisible(): boolean;
  /** Calls back once what is on screen was drawn anew; never while nothing is drawn, as on a hidden page. */
  afterPaint(callback: () => void): void;
  /** Returns the function that ends it. */
  listen(listener: (signal: EnvironmentSignal) => void): () => void;
}
