import type { InsightFilter } from '@blunari/schema/insights';

const wholeDay = { dimension: 'total', value: '' } as const;

/** The roll-up that a filter asks for; without one that of whole days. */
export function valueOf(filter: InsightFilter | undefined): InsightFilter | typeof wholeDay {
  return filter ?? wholeDay;
}
