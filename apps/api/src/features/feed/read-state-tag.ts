import { createHash } from 'node:crypto';
import { flagsOfTenant, type Tx } from '@blunari/db';
import { ok, type Result } from '@blunari/schema/result';
import { createRestaurantClock } from '../../shared/tenant/restaurant-clock.ts';
import { readPlace } from '../../shared/tenant/read-place.ts';
import { readTotals } from '../../shared/insights/read-totals.ts';

/**
 * Of each list. Transactions commit out of the order of their clocks, so the newest row alone would hide one that
 * committed after it with an earlier time; within so many rows it shows.
 */
const newestRows = 50;

/** A tag that changes with everything a dashboard of the restaurant is told live: widgets, drafts, bookings, requests, totals, features. */
export async function readStateTag(tx: Tx, tenantId: string, nowMs: number): Promise<Result<string>> {
  const place = await readPlace(tx, tenantId);
  if (!place.ok) return place;
  const newest = { where: { tenantId }, orderBy: { updatedAt: 'desc' }, take: newestRows } as const;
  const versions = { id: true, version: true } as const;
  // A transaction is one connection: its queries go one after the other.
  const widgets = await tx.widgetConfiguration.findMany({ ...newest, select: { ...versions, draftVersion: true } });
  const bookings = await tx.widgetBooking.findMany({ ...newest, select: versions });
  const requests = await tx.widgetCateringRequest.findMany({ ...newest, select: versions });
  const { localDate } = createRestaurantClock(place.value.timeZone).localOf(nowMs);
  const totals = await readTotals(tx, tenantId, localDate);
  const flags = await flagsOfTenant(tx, tenantId);
  if (!flags.ok) return flags;
  const state = JSON.stringify([widgets, bookings, requests, totals, flags.value]);
  return ok(`"${createHash('sha256').update(state).digest('base64url').slice(0, 22)}"`);
}
