import { z } from 'zod';
import { widgetTypeSchema } from '../../config/widget-config.ts';
import { idSchema } from '../../ids.ts';
import { periodSchema, insightDaySchema } from '../period.ts';
import { visitCursorSchema } from './cursor.ts';

/** What an address of an export asks for: days of the restaurant, both included; without a widget the visits of both. */
export const exportQuestionSchema = z
  .strictObject({
    tenant: idSchema,
    from: insightDaySchema,
    to: insightDaySchema,
    widget: widgetTypeSchema.optional(),
    cursor: visitCursorSchema.optional(),
  })
  .transform(({ tenant, from, to, ...more }) => ({ ...more, tenantId: tenant, period: { from, to } }))
  .pipe(
    z.object({
      tenantId: idSchema,
      period: periodSchema,
      widget: widgetTypeSchema.optional(),
      cursor: z.string().optional(),
    }),
  );

export type ExportQuestion = z.infer<typeof exportQuestionSchema>;
