import type { FastifyBaseLogger } from 'fastify';

/** Work that an answer does not wait for, so that its time tells nothing about an account. */
export interface AfterAnswer {
  /** Begins once the present request is answered; a failure is logged under this name. */
  readonly run: (name: string, work: () => Promise<void>) => void;
  /** Resolves when nothing is under way. */
  readonly settled: () => Promise<void>;
}

/** Pieces of work at once; what comes beyond is dropped and logged, so that a flood of requests fills no memory. */
const MAX_UNDER_WAY = 200;

export function createAfterAnswer(log: Pick<FastifyBaseLogger, 'error'>): AfterAnswer {
  const underWay = new Set<Promise<void>>();
  return {
    run: (name, work) => {
      if (underWay.size >= MAX_UNDER_WAY) return log.error({ work: name }, 'too much is waiting: this was not done');
      const task = new Promise((resolve) => setImmediate(resolve))
        .then(work)
        .catch((error: unknown) => log.error({ err: error, work: name }, 'failed after the answer was given'))
        .finally(() => underWay.delete(task));
      underWay.add(task);
    },
    settled: async () => {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}
