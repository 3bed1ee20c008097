/** One turn of a job: how long it took, and how much of the client's own work was in it. */
export interface Sample {
  readonly tookMs: number;
  readonly cpuMs: number;
}

export interface Summary {
  readonly p50: number;
  readonly p99: number;
  /** Of the client's process, the mean. */
  readonly cpuMs: number;
}

/** The middle and the slow end of each. */
export function summarize(samples: ReadonlyMap<string, readonly Sample[]>): ReadonlyMap<string, Summary> {
  return new Map(
    [...samples].map(([key, all]) => {
      const sorted = all.map(({ tookMs }) => tookMs).toSorted((a, b) => a - b);
      const at = (share: number): number => sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN;
      return [
        key,
        { p50: at(0.5), p99: at(0.99), cpuMs: all.reduce((sum, sample) => sum + sample.cpuMs, 0) / all.length },
      ];
    }),
  );
}

/** One line a job and step; ratios are to the first step. */
export function toTable(
  jobs: readonly string[],
  steps: readonly string[],
  waits: ReadonlyMap<string, number>,
  summaries: ReadonlyMap<string, Summary>,
): string {
  const lines = jobs.flatMap((job) => {
    const floor = summaries.get(`${job} ${steps[0] ?? ''}`);
    return steps.map((step) => {
      const key = `${job} ${step}`;
      const { p50 = Number.NaN, p99 = Number.NaN, cpuMs = Number.NaN } = summaries.get(key) ?? {};
      const cells = [
        p50.toFixed(2),
        p99.toFixed(2),
        (p50 / (floor?.p50 ?? 1)).toFixed(2),
        (p99 / (floor?.p99 ?? 1)).toFixed(2),
        cpuMs.toFixed(2),
      ];
      return [
        job.padEnd(8),
        step.padEnd(24),
        String(waits.get(key)).padStart(5),
        ...cells.map((cell) => cell.padStart(8)),
      ].join(' ');
    });
  });
  const title = [
    'job'.padEnd(8),
    'step'.padEnd(24),
    'waits',
    ...['p50 ms', 'p99 ms', 'p50 x', 'p99 x', 'CPU ms'].map((cell) => cell.padStart(8)),
  ].join(' ');
  return [title, ...lines].join('\n');
}
