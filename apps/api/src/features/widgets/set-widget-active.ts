import { setActiveSchema, widgetRowSchema } from '@blunari/schema/api';
import { appError } from '@blunari/schema/errors';
import { err } from '@blunari/schema/result';
import { asCaller } from '../../trpc/as-caller.ts';
import { procedure } from '../../trpc/init.ts';
import { findWidget } from './find-widget.ts';

/** Takes a widget live or pauses it. The database lets admins and owners do it, and only with a time zone chosen. */
export const setWidgetActive = procedure
  .input(setActiveSchema)
  .output(widgetRowSchema)
  .mutation(({ ctx, input: { widgetId, isActive } }) =>
    asCaller(ctx, async (tx) => {
      const before = await findWidget(tx, widgetId);
      if (!before.ok || before.value.isActive === isActive) return before;
      const { count } = await tx.widgetConfiguration.updateMany({ where: { id: widgetId }, data: { isActive } });
      // Row security hides the row from a viewer's update without an error.
      if (count === 0) return err(appError('forbidden', 'Only an admin can take a widget live or pause it.'));
      return findWidget(tx, widgetId);
    }),
  );
