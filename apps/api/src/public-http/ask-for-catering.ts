import type { CreatedRequest, VisitorWidget } from '@blunari/db';
import {
  checkRequest,
  type CheckedRequest,
  type CreateRequest,
  type RequestReceipt,
  type RequestRefusal,
} from '@blunari/schema/catering';
import { localTimeOf } from '@blunari/schema/calendar';
import { parseStoredConfig, toPublicConfig } from '@blunari/schema/config';
import { checkOrigin } from '@blunari/schema/check-origin';
import { appError, type AppError } from '@blunari/schema/errors';
import { err, ok, type Result } from '@blunari/schema/result';
import { toStoredPhone } from '../shared/guests/phone-number.ts';
import { createRestaurantClock } from '../shared/tenant/restaurant-clock.ts';
import type { Call } from './call.ts';
import { findVisitorWidget } from './find-visitor-widget.ts';
import type { PublicDeps } from './public-deps.ts';
import { sourceOf } from './visit-of.ts';

type Wish = Omit<CreateRequest, 'pageUrl'>;

/** Takes in a catering request: rules, price and the instant of the event are worked out here, never taken from outside. */
export async function askForCatering(
  { db, now, origins }: PublicDeps,
  { key, origin, visit }: Call,
  { pageUrl, ...sent }: CreateRequest,
): Promise<Result<RequestReceipt, RequestRefusal>> {
  const nowMs = now();
  const widget = await findVisitorWidget(db, key);
  if (!widget.ok) return widget;
  const { place, allowedOrigins } = widget.value;
  const wish = { ...sent, contact: { ...sent.contact, phone: toStoredPhone(sent.contact.phone, place) } };
  const allowed = checkOrigin(origin, origins.widgetUrl, allowedOrigins);
  if (!allowed.ok) return allowed;
  const checked = checkWish(widget.value, wish, nowMs);
  if (!checked.ok) return earlierReceipt(db, key, wish, place.timeZone, checked);
  const created = await db.visitor.createRequest(key, {
    ...wish,
    eventAt: checked.value.eventAt.toISOString(),
    estimate: checked.value.estimate,
    source: sourceOf(pageUrl, origins.widgetUrl),
    today: createRestaurantClock(place.timeZone).localOf(nowMs).localDate,
    visit,
  });
  return created.ok
    ? ok(receiptOf(created.value, place.timeZone))
    : withEarlier(db, key, wish.idempotencyKey, place.timeZone, created.error);
}

function checkWish({ type, config, place }: VisitorWidget, wish: Wish, nowMs: number): Result<CheckedRequest> {
  if (!config) return err(appError('widget_inactive', 'Catering requests are paused here.'));
  const settings = toPublicConfig(parseStoredConfig(type, config));
  if (settings.type !== 'catering') return err(appError('not_found', 'This widget takes no catering requests.'));
  const { currency, timeZone } = place;
  return checkRequest(settings.config, { currency, clock: createRestaurantClock(timeZone) }, wish, nowMs);
}

/**
 * A refused wish may be a late repeat of one that was taken in: the guest's first answer got lost, and the restaurant
 * has changed its rules or paused the widget since. Then the request stands, and this is its receipt.
 */
async function earlierReceipt(
  db: PublicDeps['db'],
  key: string,
  wish: Wish,
  timeZone: string,
  refusal: Result<never>,
): Promise<Result<RequestReceipt, RequestRefusal>> {
  const earlier = await db.visitor.storedRequest(key, wish);
  if (!earlier.ok) return withEarlier(db, key, wish.idempotencyKey, timeZone, earlier.error);
  return earlier.value === null ? refusal : ok(receiptOf(earlier.value, timeZone));
}

/** A guest whose earlier try has been taken in already learns which, and decides whether it shall be the only one. */
async function withEarlier(
  db: PublicDeps['db'],
  key: string,
  idempotencyKey: string,
  timeZone: string,
  error: AppError,
): Promise<Result<never, RequestRefusal>> {
  if (error.code !== 'idempotency_mismatch') return err(error);
  const earlier = await db.visitor.earlierRequest(key, idempotencyKey);
  return err(earlier.ok && earlier.value ? { ...error, earlier: receiptOf(earlier.value, timeZone) } : error);
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
