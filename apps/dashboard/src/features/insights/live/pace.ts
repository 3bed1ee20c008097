/** Asks for something to be done soon; `stop` ends it. */
export interface Pace {
  readonly ask: () => void;
  readonly stop: () => void;
}

/**
 * Does something at most every so often, however often it is asked for: at once, and once more for whatever was asked
 * meanwhile. It never runs twice at a time.
 */
export function paceOf(run: () => Promise<unknown>, everyMs: number): Pace {
  let isBusy = false;
  let isAsked = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const free = (): void => {
    isBusy = false;
    if (isAsked) start();
  };
  const start = (): void => {
    isBusy = true;
    isAsked = false;
    const rest = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, everyMs);
    });
    // Whoever runs says itself what failed; the pace goes on.
    void Promise.allSettled([run(), rest]).then(free);
  };
  return {
    ask: () => {
      isAsked = true;
      if (!isBusy) start();
    },
    stop: () => {
      clearTimeout(timer);
      isBusy = true;
    },
  };
}
