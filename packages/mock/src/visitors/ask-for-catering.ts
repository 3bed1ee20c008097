import { daysBetween, localTimeOf } from '@blunari/schema/calendar';
import {
  checkRequest,
  type CheckedRequest,
  type CreateRequest,
  type RequestReceipt,
  type RequestRefusal,
} from '@blunari/schema/catering';
import { appError } from '@blunari/schema/errors';
import { pickText } from '@blunari/schema/localized';
import { err, ok, type Result } from '@blunari/schema/result';
import { isoOf } from '../state/backend.ts';
import { clockIn } from '../state/clock.ts';
import { readCatering } from '../state/config-of.ts';
import { newId, newReference } from '../state/new-ids.ts';
import type { RequestRecord } from '../state/records.ts';
import { addRequest } from '../state/requests.ts';
import { recordEvents } from '../state/totals.ts';
import { enterWidget, sourceOf, type VisitorCall, type VisitorDeps, type VisitorWidget } from './visitor-widget.ts';

/** Takes in a catering request: rules, price and the instant of the event are worked out here. */
export function askForCatering(
  deps: VisitorDeps,
  call: VisitorCall,
  wish: CreateRequest,
): Result<RequestReceipt, RequestRefusal> {
  const entered = enterWidget(deps, call);
  if (!entered.ok) return entered;
  const { widget, tenant } = entered.value;
  if (widget.type !== 'catering') return err(appError('not_found', 'This widget takes no catering requests.'));
  const { timeZone } = tenant.place;
  const earlier = [...deps.state.requests.values()].find(
    (each) => each.tenantId === tenant.id && each.idempotencyKey === wish.idempotencyKey,
  );
  if (earlier) return repeatOf(earlier, wish, timeZone);
  const checked = checkWish(deps, entered.value, wish);
  if (!checked.ok) return checked;
  const request = buildRequest(deps, entered.value, wish, checked.value);
  addRequest(deps, request);
  const { id, createdAt } = request;
  const { sessionId = null, locale, pageUrl } = wish;
  const conversion = { id, type: 'conversion', widgetId: widget.id, sessionId, locale, pageUrl } as const;
  const atMs = Date.parse(createdAt);
  const leadDays = daysBetween(clockIn(timeZone).localOf(atMs).localDate, wish.localDate);
  const worth = { covers: wish.guests, valueMinor: request.totalMinor, leadDays };
  recordEvents(deps, tenant, [{ ...conversion, atMs, referrer: '', ...worth }]);
  return ok(receiptOf(request, timeZone));
}

function repeatOf(
  earlier: RequestRecord,
  wish: CreateRequest,
  timeZone: string,
): Result<RequestReceipt, RequestRefusal> {
  const receipt = receiptOf(earlier, timeZone);
  if (earlier.wish === wishOf(wish)) return ok(receipt);
  return err({ ...appError('idempotency_mismatch', 'This key was used for another request.'), earlier: receipt });
}

/** All that the guest chose, as it was sent: the instant of the event moves with the restaurant's time zone. */
function wishOf({ localDate, localTime, guests, packageId, contact, company, notes }: CreateRequest): string {
  const { name, email, phone } = contact;
  return JSON.stringify([localDate, localTime, guests, packageId, name, email, phone, company, notes]);
}

function checkWish(
  { now }: VisitorDeps,
  { widget, tenant }: VisitorWidget,
  wish: CreateRequest,
): Result<CheckedRequest> {
  if (!widget.isActive) return err(appError('widget_inactive', 'Catering requests are paused here.'));
  const { currency, timeZone } = tenant.place;
  return checkRequest(readCatering(widget.config), { currency, clock: clockIn(timeZone) }, wish, now());
}

function buildRequest(
  deps: VisitorDeps,
  { widget, tenant }: VisitorWidget,
  wish: CreateRequest,
  { eventAt, estimate }: CheckedRequest,
): RequestRecord {
  const { guests, packageId, contact, company, notes, locale, sessionId = null, idempotencyKey } = wish;
  const { defaultLocale, currency } = tenant.place;
  const packageNames = readCatering(widget.config).menu.packages[packageId]?.name ?? {};
  const { belowMinimumMinor: _, ...amounts } = estimate;
  const at = isoOf(deps.now());
  return {
    guests,
    packageId,
    company,
    notes,
    locale,
    sessionId,
    idempotencyKey,
    currency,
    packageNames,
    ...amounts,
    id: newId(deps),
    version: 1,
    tenantId: tenant.id,
    reference: newReference(deps),
    status: 'new',
    eventAt: eventAt.toISOString(),
    packageName: pickText(packageNames, defaultLocale, 'en', packageId),
    contactName: contact.name,
    contactEmail: contact.email,
    contactPhone: contact.phone,
    source: sourceOf(wish.pageUrl, deps),
    createdAt: at,
    updatedAt: at,
    wish: wishOf(wish),
  };
}

function receiptOf(request: RequestRecord, timeZone: string): RequestReceipt {
  const { id, reference, status, guests, packageNames, totalMinor, currency, eventAt } = request;
  const { localDate, minutes } = clockIn(timeZone).localOf(Date.parse(eventAt));
  const local = { localDate, localTime: localTimeOf(minutes) };
  return { id, reference, status, ...local, guests, packageName: { ...packageNames }, totalMinor, currency };
}
