import type { CreateRequest, RequestReceipt } from '@blunari/schema/catering';
import { localTimeOf } from '@blunari/schema/calendar';
import { parseStoredConfig, toPublicConfig } from '@blunari/schema/config';
import { appError } from '@blunari/schema/errors';
import { err, ok, type Result } from '@blunari/schema/result';
import { createRestaurantClock } from '../features/bookings/restaurant-clock.ts';
import { checkRequest } from '../features/catering/check-request.ts';
import type { Call } from './book-table.ts';
import { checkOrigin } from './check-origin.ts';
import { findVisitorWidget } from './find-visitor-widget.ts';
import type { PublicDeps } from './public-deps.ts';
import { sourceOf } from './visit-of.ts';

/** Takes in a catering request: rules, price and the instant of the event are worked out here, never taken from outside. */
export async function askForCatering(
  { db, now, origins }: PublicDeps,
  { key, origin, visit }: Call,
  { pageUrl, localDate, localTime, ...wanted }: CreateRequest,
): Promise<Result<RequestReceipt>> {
  const nowMs = now();
  const widget = await findVisitorWidget(db, key);
  if (!widget.ok) return widget;
  const { type, config, place, allowedOrigins } = widget.value;
  const allowed = checkOrigin(origin, origins.widgetUrl, allowedOrigins);
  if (!allowed.ok) return allowed;
  if (!config) return err(appError('widget_inactive', 'Catering requests are paused here.'));
  const settings = toPublicConfig(parseStoredConfig(type, config));
  if (settings.type !== 'catering') return err(appError('not_found', 'This widget takes no catering requests.'));
  const checked = checkRequest(settings.config, place, { ...wanted, localDate, localTime }, nowMs);
  if (!checked.ok) return checked;
  const clock = createRestaurantClock(place.timeZone);
  const created = await db.visitor.createRequest(key, {
    ...wanted,
    eventAt: checked.value.eventAt.toISOString(),
    estimate: checked.value.estimate,
    source: sourceOf(pageUrl, origins.widgetUrl),
    today: clock.localOf(nowMs).localDate,
    visit,
  });
  if (!created.ok) return created;
  const { id, reference, status, eventAt, guests, packageNames, totalMinor, currency } = created.value;
  const local = clock.localOf(Date.parse(eventAt));
  return ok({
    id,
    reference,
    status,
    localDate: local.localDate,
    localTime: localTimeOf(local.minutes),
    guests,
    packageName: packageNames,
    totalMinor,
    currency,
  });
}
