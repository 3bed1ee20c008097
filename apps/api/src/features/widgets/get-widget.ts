import { widgetInputSchema, widgetRowSchema } from '@blunari/schema/api';
import { asCaller } from '../../trpc/as-caller.ts';
import { procedure } from '../../trpc/init.ts';
import { findWidget } from './find-widget.ts';

/** One widget with its whole settings, and those that wait to be published. */
export const getWidget = procedure
  .input(widgetInputSchema)
  .output(widgetRowSchema)
  .query(({ ctx, input }) => asCaller(ctx, (tx) => findWidget(tx, input.widgetId)));
