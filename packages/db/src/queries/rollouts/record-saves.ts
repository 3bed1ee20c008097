import type { DurationCounts, EditingComponent } from '@blunari/schema/rollout';
import { z } from 'zod';
import type { Tx } from '../../client.ts';

/** Saves of one widget in one minute. */
export interface SavesOfMinute {
  readonly widgetId: string;
  /** ISO 8601, a full minute. */
  readonly minute: string;
  readonly component: EditingComponent;
  readonly saves: number;
  readonly errors: number;
  readonly durations: DurationCounts;
  /** How many failed for which reason, as `code message`. */
  readonly failures: Readonly<Record<string, number>>;
}

const rowsSchema = z.tuple([z.object({ count: z.number() })]);

/** Adds up how the caller's saves went; at most 100 at once. What is about widgets of others counts nothing. */
export async function recordSaves(tx: Tx, sums: readonly SavesOfMinute[]): Promise<number> {
  const rows = await tx.$queryRaw`select widget_private.record_saves(${JSON.stringify(sums)}::jsonb) as count`;
  return rowsSchema.parse(rows)[0].count;
}
