import { randomUUID } from 'node:crypto';
import type { TenantRole } from '@blunari/schema/roles';
import type { ConnectionReport } from '@blunari/schema/rollout';
import { buildBookingConfig } from '@blunari/schema/testing';
import type { AddedGuests } from './add-guests.ts';
import type { TestTenant } from './create-tenant.ts';
import type { TestApp } from './start-test-app.ts';

export type ApiClient = Awaited<ReturnType<TestApp['clientOf']>>;

/** Every procedure that takes a tenant or a widget, with the least role that may call it. */
export const procedures: readonly {
  readonly name: string;
  readonly least: TenantRole;
  readonly call: (client: ApiClient, tenant: TestTenant, guests: AddedGuests) => Promise<unknown>;
}[] = [
  { name: 'widgets.list', least: 'viewer', call: (client, { id }) => client.widgets.list.query({ tenantId: id }) },
  {
    name: 'widgets.changedSince',
    least: 'viewer',
    call: (client, { id }) => client.widgets.changedSince.query({ tenantId: id }),
  },
  {
    name: 'widgets.get',
    least: 'viewer',
    call: (client, { booking }) => client.widgets.get.query({ widgetId: booking.id }),
  },
  {
    name: 'widgets.history',
    least: 'viewer',
    call: (client, { booking }) => client.widgets.history.query({ widgetId: booking.id, limit: 5 }),
  },
  {
    name: 'widgets.previewAvailability',
    least: 'viewer',
    call: (client, { booking }) => client.widgets.previewAvailability.mutate(preview(booking.id)),
  },
  {
    name: 'widgets.save',
    least: 'editor',
    call: (client, { booking }) =>
      client.widgets.save.mutate({ widgetId: booking.id, baseVersion: 1, patch: { appearance: { radius: 4 } } }),
  },
  {
    name: 'widgets.setPublishMode',
    least: 'editor',
    call: (client, { booking }) => client.widgets.setPublishMode.mutate({ widgetId: booking.id, publishMode: 'live' }),
  },
  {
    name: 'widgets.publish',
    least: 'editor',
    call: (client, { booking }) => client.widgets.publish.mutate({ widgetId: booking.id, draftVersion: 99 }),
  },
  {
    name: 'widgets.discardDraft',
    least: 'editor',
    call: (client, { booking }) => client.widgets.discardDraft.mutate({ widgetId: booking.id, draftVersion: 99 }),
  },
  {
    name: 'widgets.restoreVersion',
    least: 'editor',
    call: (client, { booking }) => client.widgets.restoreVersion.mutate({ widgetId: booking.id, version: 1 }),
  },
  {
    name: 'widgets.compareVersions',
    least: 'viewer',
    call: (client, { booking }) => client.widgets.compareVersions.query({ widgetId: booking.id, from: 1, to: 2 }),
  },
  {
    name: 'widgets.setActive',
    least: 'admin',
    call: async (client, { catering }) => {
      await client.widgets.setActive.mutate({ widgetId: catering.id, isActive: false });
      await client.widgets.setActive.mutate({ widgetId: catering.id, isActive: true });
    },
  },
  { name: 'flags.mine', least: 'viewer', call: (client, { id }) => client.flags.mine.query({ tenantId: id }) },
  {
    name: 'flags.reportConnection',
    least: 'viewer',
    call: (client, { id }) => client.flags.reportConnection.mutate(buildReport(id)),
  },
  {
    name: 'bookings.list',
    least: 'viewer',
    call: (client, { id }) => client.bookings.list.query({ tenantId: id, from: today(), days: 7 }),
  },
  {
    name: 'bookings.get',
    least: 'viewer',
    call: (client, _, guests) => client.bookings.get.query({ bookingId: guests.bookingId }),
  },
  {
    name: 'bookings.changedSince',
    least: 'viewer',
    call: (client, { id }) => client.bookings.changedSince.query({ tenantId: id }),
  },
  {
    name: 'bookings.overbooked',
    least: 'viewer',
    call: (client, { id }) => client.bookings.overbooked.query({ tenantId: id, from: today(), days: 7 }),
  },
  {
    name: 'bookings.changeStatus',
    least: 'editor',
    call: (client, _, guests) => client.bookings.changeStatus.mutate({ bookingId: guests.bookingId, status: 'seated' }),
  },
  {
    name: 'bookings.move',
    least: 'editor',
    call: (client, _, guests) => client.bookings.move.mutate({ bookingId: guests.bookingId, partySize: 4 }),
  },
  {
    name: 'bookings.grantOver',
    least: 'editor',
    call: (client, { id }) => client.bookings.grantOver.mutate(grant(id)),
  },
  {
    name: 'requests.list',
    least: 'viewer',
    call: (client, { id }) => client.requests.list.query({ tenantId: id, limit: 10 }),
  },
  {
    name: 'requests.get',
    least: 'viewer',
    call: (client, _, guests) => client.requests.get.query({ requestId: guests.requestId }),
  },
  {
    name: 'requests.changedSince',
    least: 'viewer',
    call: (client, { id }) => client.requests.changedSince.query({ tenantId: id }),
  },
  { name: 'insights.today', least: 'viewer', call: (client, { id }) => client.insights.today.query({ tenantId: id }) },
  {
    name: 'insights.onDay',
    least: 'viewer',
    call: (client, { id }) => client.insights.onDay.query({ tenantId: id, localDate: '2026-01-01' }),
  },
  {
    name: 'requests.changeStatus',
    least: 'editor',
    call: (client, _, guests) => client.requests.changeStatus.mutate({ requestId: guests.requestId, status: 'quoted' }),
  },
  {
    name: 'guests.export',
    least: 'editor',
    call: (client, { id }) => client.guests.export.mutate({ tenantId: id, email: 'nobody@example.com' }),
  },
  {
    name: 'guests.erase',
    least: 'admin',
    call: (client, { id }) => client.guests.erase.mutate({ tenantId: id, email: 'nobody@example.com' }),
  },
  { name: 'members.list', least: 'viewer', call: (client, { id }) => client.members.list.query({ tenantId: id }) },
  {
    name: 'members.invitations',
    least: 'admin',
    call: (client, { id }) => client.members.invitations.query({ tenantId: id }),
  },
  {
    name: 'members.invite',
    least: 'admin',
    call: (client, { id }) => client.members.invite.mutate({ tenantId: id, email: 'nina@example.com', role: 'editor' }),
  },
  {
    name: 'members.setRole',
    least: 'admin',
    call: (client, { id, members }) =>
      client.members.setRole.mutate({ tenantId: id, userId: members.viewer, role: 'viewer' }),
  },
  {
    name: 'apiTokens.list',
    least: 'admin',
    call: (client, { id }) => client.apiTokens.list.query({ tenantId: id }),
  },
  {
    name: 'apiTokens.create',
    least: 'admin',
    call: (client, { id }) => client.apiTokens.create.mutate({ tenantId: id, name: 'Till' }),
  },
  { name: 'settings.get', least: 'viewer', call: (client, { id }) => client.settings.get.query({ tenantId: id }) },
  {
    name: 'settings.privacy',
    least: 'viewer',
    call: (client, { id }) => client.settings.privacy.query({ tenantId: id }),
  },
  {
    name: 'settings.setPrivacy',
    least: 'admin',
    call: async (client, { id }) => {
      await client.settings.setPrivacy.mutate({ tenantId: id, insights: 'never' });
      await client.settings.setPrivacy.mutate({ tenantId: id, insights: 'always' });
    },
  },
];

const config = () => JSON.parse(JSON.stringify(buildBookingConfig()));
const preview = (widgetId: string) => ({ widgetId, config: config(), partySize: 2, from: today(), days: 3 });
const grant = (tenantId: string) => ({
  tenantId,
  area: 'main',
  localDate: today(),
  localTime: '19:30',
  minutes: 90,
  covers: 4,
  reason: 'A regular',
});
const today = (): string => new Date().toISOString().slice(0, 10);

const buildReport = (tenantId: string): ConnectionReport => ({
  id: randomUUID(),
  tenantId,
  component: 'editor',
  onlineMs: 600_000,
  drops: 1,
  recoveriesMs: [700],
  hasPolled: false,
});
