import { createHash, randomUUID } from 'node:crypto';
import { buildCateringConfig } from '@blunari/schema/testing';
import type { Database, Tx } from '../../src/client.ts';
import { toAppError } from '../../src/errors.ts';
import { applyRetention } from '../../src/jobs/apply-retention.ts';
import { expireBookings } from '../../src/jobs/expire-bookings.ts';
import { rebuildRollups } from '../../src/jobs/rebuild-rollups.ts';
import { createApiToken, revokeApiToken } from '../../src/queries/api-tokens/api-tokens.ts';
import { changeBookingStatus } from '../../src/queries/bookings/change-booking-status.ts';
import { grantOver } from '../../src/queries/bookings/grant-over.ts';
import { moveBooking } from '../../src/queries/bookings/move-booking.ts';
import { eraseGuest } from '../../src/queries/guests/erase-guest.ts';
import { watchInsights } from '../../src/queries/insights/watch-insights.ts';
import { inviteMember } from '../../src/queries/members/invite-member.ts';
import { removeMember } from '../../src/queries/members/remove-member.ts';
import { setMemberRole } from '../../src/queries/members/set-member-role.ts';
import { changeRequestStatus } from '../../src/queries/requests/change-request-status.ts';
import { saveWidget } from '../../src/queries/widgets/save-widget.ts';
import { addGuests } from './add-guests.ts';
import { buildBooking, buildEvent, buildRequest, hoursAhead, visit } from './inputs.ts';
import { query } from './query.ts';
import { createTenant, type TestTenant } from './tenant.ts';

/** A restaurant in the middle of its work: bookings to come, one that nobody answered, a request, a token, guests of long ago. */
export interface BusyTenant extends TestTenant {
  readonly bookingId: string;
  readonly guestSecret: string;
  readonly requestId: string;
  readonly apiToken: { readonly id: string; readonly digest: string };
}

interface Where {
  readonly owner: string;
  readonly database: Database;
}

export async function createBusyTenant({ owner, database }: Where): Promise<BusyTenant> {
  const tenant = await createTenant(owner, 'UTC');
  await query(owner, 'update public.widget_configurations set config = $2::jsonb where id = $1', [
    tenant.catering.id,
    JSON.stringify(buildCateringConfig()),
  ]);
  const booking = await database.visitor.createBooking(tenant.booking.key, buildBooking());
  const request = await database.visitor.createRequest(tenant.catering.key, buildRequest());
  if (!booking.ok || !request.ok) throw new Error('The restaurant could not be filled.');
  await addGuests(owner, tenant.id, 2000, 'Ada');
  await query(owner, 'select widget_private.rebuild_rollups(null, null, $1)', [tenant.id]);
  await query(
    owner,
    `with pending as (
       update public.widget_bookings set status = 'pending' where tenant_id = $1 and guest_name = 'Ada' returning *
     )
     insert into public.widget_booking_slots (tenant_id, area, slot, covers, arrivals, parties, capacity)
     select p.tenant_id, q.area, q.slot, q.party, q.arrivals, '{"4": 1}', 40
     from pending p cross join lateral widget_private.held_quarters(p) q`,
    [tenant.id],
  );
  const made = await database.as(tenant.owner, (tx) => createApiToken(tx, { tenantId: tenant.id, name: 'Till' }));
  if (!made.ok) throw new Error('The restaurant got no token.');
  const apiToken = { id: made.value.id, digest: createHash('sha256').update(made.value.token).digest('hex') };
  const { id: bookingId, guestSecret } = booking.value;
  return { ...tenant, bookingId, guestSecret, requestId: request.value.id, apiToken };
}

/** What writes rows of a restaurant; each answers `done`, or the code it was refused with. */
export type TenantChange = (where: Where, tenant: BusyTenant) => Promise<string>;

const byEditor =
  (change: (tx: Tx, tenant: BusyTenant) => Promise<unknown>): TenantChange =>
  ({ database }, tenant) =>
    answerOf(() => database.as(tenant.editor, (tx) => change(tx, tenant)));

const byOwner =
  (change: (tx: Tx, tenant: BusyTenant) => Promise<unknown>): TenantChange =>
  ({ database }, tenant) =>
    answerOf(() => database.as(tenant.owner, (tx) => change(tx, tenant)));

export const changesByFunction: Readonly<Record<string, TenantChange>> = {
  'another status': byEditor((tx, { bookingId }) => changeBookingStatus(tx, { bookingId, status: 'seated' })),
  'another time': byEditor((tx, { bookingId }) => moveBooking(tx, { bookingId, startsAt: hoursAhead(40) })),
  'covers beyond the seats': byEditor((tx, { id }) =>
    grantOver(tx, {
      tenantId: id,
      area: 'main',
      from: hoursAhead(29),
      to: hoursAhead(32),
      covers: 4,
      reason: 'A wedding',
    }),
  ),
  'a request answered': byEditor((tx, { requestId }) => changeRequestStatus(tx, { requestId, status: 'quoted' })),
  'settings of a widget': byEditor((tx, { booking }) =>
    saveWidget(tx, { widgetId: booking.id, baseVersion: 2, patch: { party: { max: 7 } } }),
  ),
  'an invitation': byOwner((tx, { id }) =>
    inviteMember(tx, { tenantId: id, email: `${randomUUID()}@example.com`, role: 'editor' }),
  ),
  'another role': byOwner((tx, { id, viewer }) =>
    setMemberRole(tx, { tenantId: id, userId: viewer.claims.sub, role: 'editor' }),
  ),
  'a member who leaves': byOwner((tx, { id, viewer }) => removeMember(tx, { tenantId: id, userId: viewer.claims.sub })),
  'a token made': byOwner((tx, { id }) => createApiToken(tx, { tenantId: id, name: 'Screen' })),
  'a token taken back': byOwner((tx, { apiToken }) => revokeApiToken(tx, apiToken.id)),
  'totals that somebody watches': byEditor((tx, { id }) => watchInsights(tx, id)),
  'a guest erased': byOwner((tx, { id }) => eraseGuest(tx, { tenantId: id, email: 'g@example.com', phones: [] })),
  'a booking': ({ database }, { booking }) =>
    answerOf(() => database.visitor.createBooking(booking.key, buildBooking({ partySize: 1 }))),
  'a request': ({ database }, { catering }) =>
    answerOf(() => database.visitor.createRequest(catering.key, buildRequest())),
  'a visit': ({ database }, { booking }) =>
    answerOf(() => database.visitor.recordEvents(booking.key, { events: [buildEvent()], visit })),
  'a guest who cancels': ({ database }, { booking, bookingId, guestSecret }) =>
    answerOf(() => database.visitor.cancelAsGuest(booking.key, { bookingId, secret: guestSecret })),
};

export const jobs: Readonly<Record<string, TenantChange>> = {
  'bookings that nobody answered': ({ owner }) => answerOf(() => expireBookings(owner)),
  'totals counted again': ({ owner }) => answerOf(() => rebuildRollups(owner)),
  'totals asked for again': ({ owner }, { id }) =>
    answerOf(() => query(owner, 'select widget_private.rebuild_rollups(null, null, $1)', [id])),
  'guests of long ago': ({ owner }) => answerOf(() => applyRetention(owner)),
};

/** What has nothing to ask the restaurant for. */
export const tokenInUse: TenantChange = ({ database }, { apiToken }) =>
  answerOf(() => database.visitor.useApiToken(apiToken.digest));

/** Through row security, past our functions. */
export const directWrites: Readonly<Record<string, TenantChange>> = {
  'the place': byOwner((tx, { id }) =>
    tx.widgetSettings.updateMany({ where: { tenantId: id }, data: { city: 'Rome' } }),
  ),
  'another time zone': byOwner((tx, { id }) =>
    tx.widgetSettings.updateMany({ where: { tenantId: id }, data: { timeZone: 'Asia/Tokyo' } }),
  ),
  'a config': byEditor((tx, { booking }) =>
    tx.widgetConfiguration.updateMany({ where: { id: booking.id }, data: { config: { schemaVersion: 1 } } }),
  ),
  'a draft': byEditor((tx, { booking }) =>
    tx.widgetConfiguration.updateMany({ where: { id: booking.id }, data: { draft: { schemaVersion: 1 } } }),
  ),
};

async function answerOf(change: () => Promise<unknown>): Promise<string> {
  try {
    const answer = Object(await change());
    return answer.ok === false ? answer.error.code : 'done';
  } catch (error) {
    const { code } = toAppError(error);
    if (code === 'internal') throw error;
    return code;
  }
}
