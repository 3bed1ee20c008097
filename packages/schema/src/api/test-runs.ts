import { z } from 'zod';
import { idSchema } from '../ids.ts';

/** The restaurants of a test of the installation: one to work in, and one whose wall is knocked at. */
export const testRunSchema = z.object({ tenantId: idSchema, otherTenantId: idSchema, otherWidgetId: idSchema });

export type TestRun = z.infer<typeof testRunSchema>;

export const testRunInputSchema = z.strictObject({ tenantId: idSchema });
