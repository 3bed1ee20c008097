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
import { appError } from '@blunari/schema/errors';
import { err, ok, type Result } from '@blunari/schema/result';
import { toStoredPhone } from '../shared/guests/phone-number.ts';
import { createRestaurantClock } from '../shared/tenant/restaurant-clock.ts';
import type { Call } from './call.ts';
import { earlierReceipt, withEarlier } from './earlier-try.ts';
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
  const earlier = {
    ofSameWish: () => db.visitor.storedRequest(key, wish),
    ofSameKey: () => db.visitor.earlierRequest(key, wish.idempotencyKey),
    receiptOf: (request: CreatedRequest) => receiptOf(request, place.timeZone),
  };
  if (!checked.ok) return earlierReceipt(earlier, checked);
  const created = await db.visitor.createRequest(key, {
    ...wish,
    eventAt: checked.value.eventAt.toISOString(),
    estimate: checked.value.estimate,
    source: sourceOf(pageUrl, origins.widgetUrl),
    today: createRestaurantClock(place.timeZone).localOf(nowMs).localDate,
    visit,
  });
  return created.ok ? ok(earlier.receiptOf(created.value)) : withEarlier(earlier, created.error);
}

function checkWish({ type, config, place }: VisitorWidget, wish: Wish, nowMs: number): Result<CheckedRequest> {
  if (!config) return err(appError('widget_inactive', 'Catering requests are paused here.'));
  const settings = toPublicConfig(parseStoredConfig(type, config));
  if (settings.type !== 'catering') return err(appError('not_found', 'This widget takes no catering requests.'));
  const { currency, timeZone } = place;
  return checkRequest(settings.config, { currency, clock: createRestaurantClock(timeZone) }, wish, nowMs);
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
