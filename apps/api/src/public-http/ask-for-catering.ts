import type { CreatedRequest, VisitorWidget } from '@blunari/db';
import type { CreateRequest, RequestReceipt } from '@blunari/schema/catering';
import { localTimeOf, minutesOf } from '@blunari/schema/calendar';
import { parseStoredConfig, toPublicConfig } from '@blunari/schema/config';
import { appError } from '@blunari/schema/errors';
import { err, ok, type Result } from '@blunari/schema/result';
import { createRestaurantClock } from '../features/bookings/restaurant-clock.ts';
import { checkRequest, type CheckedRequest } from '../features/catering/check-request.ts';
import type { Call } from './book-table.ts';
import { checkOrigin } from './check-origin.ts';
import { findVisitorWidget } from './find-visitor-widget.ts';
import type { PublicDeps } from './public-deps.ts';
import { sourceOf } from './visit-of.ts';

type Wish = Omit<CreateRequest, 'pageUrl'>;

/** Takes in a catering request: rules, price and the instant of the event are worked out here, never taken from outside. */
export async function askForCatering(
  { db, now, origins }: PublicDeps,
  { key, origin, visit }: Call,
  { pageUrl, ...wish }: CreateRequest,
): Promise<Result<RequestReceipt>> {
  const nowMs = now();
  const widget = await findVisitorWidget(db, key);
  if (!widget.ok) return widget;
  const { place, allowedOrigins } = widget.value;
  const allowed = checkOrigin(origin, origins.widgetUrl, allowedOrigins);
  if (!allowed.ok) return allowed;
  const checked = checkWish(widget.value, wish, nowMs);
  if (!checked.ok) return earlierReceipt(db, key, wish, place.timeZone, checked);
  const { localDate: _date, localTime: _time, ...wanted } = wish;
  const created = await db.visitor.createRequest(key, {
    ...wanted,
    eventAt: checked.value.eventAt.toISOString(),
    estimate: checked.value.estimate,
    source: sourceOf(pageUrl, origins.widgetUrl),
    today: createRestaurantClock(place.timeZone).localOf(nowMs).localDate,
    visit,
  });
  return created.ok ? ok(receiptOf(created.value, place.timeZone)) : created;
}

function checkWish({ type, config, place }: VisitorWidget, wish: Wish, nowMs: number): Result<CheckedRequest> {
  if (!config) return err(appError('widget_inactive', 'Catering requests are paused here.'));
  const settings = toPublicConfig(parseStoredConfig(type, config));
  if (settings.type !== 'catering') return err(appError('not_found', 'This widget takes no catering requests.'));
  return checkRequest(settings.config, place, wish, nowMs);
}

/**
 * A refused wish may be a late repeat of one that was taken in: the guest's first answer got lost, and the restaurant
 * has changed its rules or paused the widget since. Then the request stands, and this is its receipt.
 */
async function earlierReceipt(
  db: PublicDeps['db'],
  key: string,
  { localDate, localTime, ...wanted }: Wish,
  timeZone: string,
  refusal: Result<never>,
): Promise<Result<RequestReceipt>> {
  const eventAtMs = createRestaurantClock(timeZone).instantOf(localDate, minutesOf(localTime));
  if (eventAtMs === null) return refusal;
  const earlier = await db.visitor.storedRequest(key, { ...wanted, eventAt: new Date(eventAtMs).toISOString() });
  if (!earlier.ok) return earlier;
  return earlier.value === null ? refusal : ok(receiptOf(earlier.value, timeZone));
}

function receiptOf(request: CreatedRequest, timeZone: string): RequestReceipt {
  const { id, reference, status, eventAt, guests, packageNames, totalMinor, currency } = request;
  const local = createRestaurantClock(timeZone).localOf(Date.parse(eventAt));
  return {
    id,
    reference,
    status,
    localDate: local.localDate,
    localTime: localTimeOf(local.minutes),
    guests,
    packageName: packageNames,
    totalMinor,
    currency,
  };
}
