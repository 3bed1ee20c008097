import { z } from 'zod';
import { widgetTypeSchema } from '../../config/widget-config.ts';
import { idSchema } from '../../ids.ts';
import { periodSchema, insightDaySchema } from '../period.ts';
import { visitCursorSchema } from './cursor.ts';

/** What an address of an export asks for: days of the restaurant, both included; without a widget the visits of both. */
export const exportQuestionSchema = z
  .strictObject({
    /** May be left out where a token says it. */
    tenant: idSchema.optional(),
    from: insightDaySchema,
    to: insightDaySchema,
    widget: widgetTypeSchema.optional(),
    cursor: visitCursorSchema.optional(),
  })
  .transform(({ tenant, from, to, ...more }, context) => {
    const period = periodSchema.safeParse({ from, to });
    if (period.success) return { ...more, tenantId: tenant, period: period.data };
    for (const { message } of period.error.issues) context.addIssue({ code: 'custom', path: ['to'], message });
    return z.NEVER;
  });

export type ExportQuestion = z.infer<typeof exportQuestionSchema>;
