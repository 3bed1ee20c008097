import { memberNames } from '@blunari/db';
import { historyEntrySchema, historyInputSchema } from '@blunari/schema/api';
import { ok } from '@blunari/schema/result';
import { z } from 'zod';
import { asCaller } from '../../trpc/as-caller.ts';
import { procedure } from '../../trpc/init.ts';
import { nameOfMember } from '../../shared/tenant/name-of-member.ts';
import { findWidget } from './find-widget.ts';

/** Changes of a widget, newest first, each with the settings before it. */
export const listWidgetHistory = procedure
  .input(historyInputSchema)
  .output(z.array(historyEntrySchema))
  .query(({ ctx, input: { widgetId, limit } }) =>
    asCaller(ctx, async (tx) => {
      const widget = await findWidget(tx, widgetId);
      if (!widget.ok) return widget;
      // One more than asked for: the settings before the last entry.
      const entries = await tx.widgetConfigVersion.findMany({
        where: { widgetId },
        orderBy: { version: 'desc' },
        take: limit + 1,
      });
      const names = await memberNames(tx, widget.value.tenantId);
      return ok(
        entries.slice(0, limit).map(({ version, patch, isActive, changedBy, changedAt }, index) => {
          const before = entries[index + 1];
          return {
            version,
            patch,
            isActive,
            ...(before ? { before: before.config, wasActive: before.isActive } : {}),
            changedBy,
            changedByName: nameOfMember(changedBy, names),
            changedAt: changedAt.toISOString(),
          };
        }),
      );
    }),
  );
