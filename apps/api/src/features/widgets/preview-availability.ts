import { previewAvailabilitySchema } from '@blunari/schema/api';
import { answerAvailability, availabilityAnswerSchema, checkReach } from '@blunari/schema/booking';
import { parseConfig } from '@blunari/schema/config';
import { appError } from '@blunari/schema/errors';
import { err, ok } from '@blunari/schema/result';
import { toLoad } from '../../shared/availability/to-book.ts';
import { windowOf } from '../../shared/availability/window-of.ts';
import { readPlace } from '../../shared/tenant/read-place.ts';
import { createRestaurantClock } from '../../shared/tenant/restaurant-clock.ts';
import { asCaller } from '../../trpc/as-caller.ts';
import { procedure } from '../../trpc/init.ts';
import { findWidget } from './find-widget.ts';

/** The times that settings not yet saved would offer, against what is really booked: the answer for the live preview. */
export const previewAvailability = procedure
  .input(previewAvailabilitySchema)
  .output(availabilityAnswerSchema)
  // Nothing changes; but a whole config does not fit an address, and only mutations are POSTs.
  .mutation(({ ctx, input: { widgetId, config, ...query } }) =>
    asCaller(ctx, async (tx) => {
      const nowMs = ctx.now();
      const reach = checkReach(query.from, nowMs);
      if (!reach.ok) return reach;
      const parsed = parseConfig('booking', config);
      if (!parsed.ok) return parsed;
      const widget = await findWidget(tx, widgetId);
      if (!widget.ok) return widget;
      const { tenantId, type, version } = widget.value;
      if (type !== 'booking' || parsed.value.type !== 'booking') {
        return err(appError('invalid_input', 'Only a booking widget has times.'));
      }
      const place = await readPlace(tx, tenantId);
      if (!place.ok) return place;
      const window = windowOf(query.from, query.days);
      const slots = await tx.widgetBookingSlot.findMany({
        where: { tenantId, area: 'main', slot: { gte: window.from, lt: window.to } },
        select: { slot: true, covers: true, arrivals: true },
      });
      const { timeZone } = place.value;
      const clock = createRestaurantClock(timeZone);
      const book = { config: parsed.value.config, version, timeZone, clock, load: toLoad(slots) };
      return ok(answerAvailability(book, query, nowMs));
    }),
  );
