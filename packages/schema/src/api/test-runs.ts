import { z } from 'zod';
import { idSchema } from '../ids.ts';

/** The restaurants of a test of the installation: one to work in, and one whose wall is knocked at. */
export const testRunSchema = z.object({ tenantId: idSchema, otherTenantId: idSchema, otherWidgetId: idSchema });

export type TestRun = z.infer<typeof testRunSchema>;

export const testRunInputSchema = z.strictObject({ tenantId: idSchema });

/** What simulated visitors do, in one batch of events and one booking each; refused but for a restaurant of a test. */
export const simulateVisitsSchema = z
  .strictObject({
    tenantId: idSchema,
    views: z.number().int().min(0).max(50),
    interactions: z.number().int().min(0).max(50),
    conversions: z.number().int().min(0).max(5),
  })
  .refine(({ views, interactions }) => views + interactions <= 50, 'A batch holds 50 events.');

export type SimulateVisits = z.infer<typeof simulateVisitsSchema>;

/** `fullCount`: bookings for which the chosen evening had no table left. */
export const simulatedVisitsSchema = z.object({
  eventCount: z.number().int(),
  bookedCount: z.number().int(),
  fullCount: z.number().int(),
});

export type SimulatedVisits = z.infer<typeof simulatedVisitsSchema>;
