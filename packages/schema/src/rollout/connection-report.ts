import { z } from 'zod';
import { idSchema } from '../ids.ts';
import { editingComponentSchema } from './flag.ts';

/** Which clients report, how often, and how much one report may hold. */
export const connectionReporting = {
  /** Share of page loads that report: each draws once. */
  share: 0.25,
  everyMs: 10 * 60_000,
  maxRecoveries: 50,
} as const;

/**
 * How a staff screen's line did since its last report. It names no person, device or address; the server adds the batch
 * and the time, and keeps it for 30 days.
 */
export const connectionReportSchema = z.strictObject({
  /** Made by the client: a report that is sent again counts once. */
  id: idSchema,
  tenantId: idSchema,
  component: editingComponentSchema,
  /** Time that the screen was open and the device online. */
  onlineMs: z.number().int().min(1).max(3_600_000),
  drops: z.number().int().min(0).max(1000),
  /** From each drop until live again; those longer than ten minutes count as ten minutes. */
  recoveriesMs: z.array(z.number().int().min(0).max(600_000)).max(connectionReporting.maxRecoveries),
  /** No socket could be had at some time, so the screen asked again and again. */
  hasPolled: z.boolean(),
});

export type ConnectionReport = z.infer<typeof connectionReportSchema>;
