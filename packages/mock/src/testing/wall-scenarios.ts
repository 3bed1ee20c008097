import { randomUUID } from 'node:crypto';
import { requestReceiptSchema } from '@blunari/schema/catering';
import { tenantTopic } from '@blunari/schema/realtime';
import { defaultStopRule } from '@blunari/schema/rollout';
import { isAtLeast, tenantRoles, type TenantRole } from '@blunari/schema/roles';
import { buildBookingConfig, buildCateringConfig } from '@blunari/schema/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ApiUnderTest, ContractTenant } from './api-under-test.ts';
import { bookFirstFree, outcome, soon } from './scenario.ts';

interface Scene {
  readonly tenant: ContractTenant;
  readonly stranger: string;
  readonly bookingId: string;
  readonly requestId: string;
}

interface Guarded {
  readonly path: string;
  /** The least role that may call it. */
  readonly least: TenantRole;
  readonly input: (scene: Scene) => object;
}

const period = { from: '2026-01-01', to: '2026-01-28' };

/** Every procedure that names something of a restaurant's. */
const guarded: readonly Guarded[] = [
  ofTenant('widgets.list', 'viewer'),
  ofTenant('widgets.changedSince', 'viewer'),
  ofWidget('widgets.get', 'viewer'),
  ofWidget('widgets.history', 'viewer', { limit: 5 }),
  ofWidget('widgets.compareVersions', 'viewer', { from: 1, to: 2 }),
  ofWidget('widgets.previewAvailability', 'viewer', { config: plain(), partySize: 2, from: soon(), days: 3 }),
  ofWidget('widgets.save', 'editor', { baseVersion: 2, patch: { appearance: { radius: 4 } } }),
  ofWidget('widgets.setPublishMode', 'editor', { publishMode: 'live' }),
  ofWidget('widgets.publish', 'editor', { draftVersion: 99 }),
  ofWidget('widgets.discardDraft', 'editor', { draftVersion: 99 }),
  ofWidget('widgets.restoreVersion', 'editor', { version: 2 }),
  ofWidget('widgets.setActive', 'viewer', { isActive: true }),
  ofTenant('bookings.list', 'viewer', { from: soon(), days: 7 }),
  ofTenant('bookings.changedSince', 'viewer'),
  ofTenant('bookings.overbooked', 'viewer', { from: soon(), days: 7 }),
  ofBooking('bookings.get', 'viewer'),
  ofBooking('bookings.move', 'editor', { partySize: 4 }),
  ofBooking('bookings.changeStatus', 'editor', { status: 'confirmed' }),
  ofTenant('bookings.grantOver', 'editor', {
    area: 'main',
    localDate: soon(),
    localTime: '19:30',
    minutes: 60,
    covers: 2,
    reason: 'A table more.',
  }),
  ofTenant('requests.list', 'viewer', { limit: 10 }),
  ofTenant('requests.changedSince', 'viewer'),
  { path: 'requests.get', least: 'viewer', input: ({ requestId }) => ({ requestId }) },
  { path: 'requests.changeStatus', least: 'editor', input: ({ requestId }) => ({ requestId, status: 'new' }) },
  ofTenant('guests.export', 'editor', { email: 'nobody@example.com' }),
  ofTenant('guests.erase', 'admin', { email: 'nobody@example.com' }),
  ofTenant('insights.today', 'viewer'),
  ofTenant('insights.onDay', 'viewer', { localDate: '2026-01-01' }),
  ofTenant('insights.summary', 'viewer', { period }),
  ofTenant('insights.series', 'viewer', { period }),
  ofTenant('insights.funnel', 'viewer', { period, filter: { dimension: 'device', value: 'phone' } }),
  ofTenant('insights.breakdown', 'viewer', { period, dimension: 'page' }),
  ofTenant('insights.heatMap', 'viewer', { period }),
  ofTenant('insights.leadTimes', 'viewer', { period }),
  ofTenant('insights.turnedAway', 'viewer', { period }),
  ofTenant('insights.live', 'viewer'),
  ofTenant('insights.annotations', 'viewer', { period }),
  ofTenant('flags.mine', 'viewer'),
  ofTenant('flags.reportConnection', 'viewer', {
    id: randomUUID(),
    component: 'editor',
    onlineMs: 60_000,
    drops: 0,
    recoveriesMs: [],
    hasPolled: false,
  }),
  ofTenant('settings.get', 'viewer'),
  ofTenant('settings.privacy', 'viewer'),
  ofTenant('settings.setPrivacy', 'admin', { insights: 'with-consent' }),
  ofTenant('apiTokens.list', 'admin'),
  ofTenant('apiTokens.create', 'admin', { name: 'Till' }),
  ofTenant('members.list', 'viewer'),
  ofTenant('members.invitations', 'admin'),
  ofTenant('members.invite', 'admin', { email: 'nina@example.com', role: 'editor' }),
  {
    path: 'members.setRole',
    least: 'admin',
    input: ({ tenant }) => ({ tenantId: tenant.id, userId: tenant.members.viewer, role: 'viewer' }),
  },
];

const reason = 'To see who may';

/** Of the platform's own staff alone; what they answer there, in a roll-out that nobody has begun. */
const ofPlatform: readonly { readonly path: string; readonly sent?: object; readonly answer: string }[] = [
  { path: 'rollouts.get', answer: 'ok' },
  { path: 'rollouts.course', sent: { hours: 1, stepMinutes: 10 }, answer: 'ok' },
  { path: 'rollouts.connections', sent: { hours: 1 }, answer: 'ok' },
  { path: 'rollouts.failures', sent: { hours: 1 }, answer: 'ok' },
  { path: 'rollouts.tenants', sent: { limit: 10 }, answer: 'ok' },
  { path: 'rollouts.audit', sent: { limit: 10 }, answer: 'ok' },
  { path: 'rollouts.setStage', sent: { stage: 'on', reason }, answer: 'ok' },
  { path: 'rollouts.setRule', sent: { rule: defaultStopRule, reason }, answer: 'ok' },
  {
    path: 'rollouts.plan',
    sent: { batches: [{ target: { by: 'percent', percent: 5 } }], reason },
    answer: 'invalid_input',
  },
  { path: 'rollouts.goOn', sent: { batch: 1000, reason }, answer: 'outside_rules' },
  { path: 'rollouts.pause', sent: { batch: 1000, reason }, answer: 'outside_rules' },
  { path: 'rollouts.abort', sent: { batch: 1000, reason }, answer: 'outside_rules' },
  { path: 'rollouts.back', sent: { toBatch: 1000, reason }, answer: 'outside_rules' },
  { path: 'rollouts.moveTenant', sent: { tenantId: randomUUID(), to: 'editor', reason }, answer: 'not_found' },
  { path: 'rollouts.retire', sent: { reason }, answer: 'ok' },
  { path: 'rollouts.bringBack', sent: { reason }, answer: 'ok' },
];

/** What is not a restaurant's, or tells who may by what it is given. */
const unguarded = [
  'me.get',
  'apiTokens.revoke',
  'members.remove',
  'members.revokeInvitation',
  'members.acceptInvitation',
  'setup.readiness',
  'setup.migrationScript',
  'testRuns.begin',
  'testRuns.keep',
  'testRuns.end',
  'testRuns.readConfig',
  'testRuns.simulateVisits',
];

/** Who may what, and that another restaurant's things are not there. */
export function wallScenarios(getApi: () => ApiUnderTest): void {
  describe('the walls', () => {
    let api: ApiUnderTest;
    let scene: Scene;
    beforeAll(async () => {
      api = getApi();
      const tenant = await api.createTenant({ catering: { menu: buildCateringConfig().menu } });
      const { members } = await api.createTenant();
      const { id: bookingId } = await bookFirstFree(api, tenant);
      scene = { tenant, stranger: members.owner, bookingId, requestId: await askForCatering(api, tenant) };
    });

    it.each(guarded)('let $least in to $path, nobody weaker and nobody else', async ({ path, least, input }) => {
      const sent = input(scene);
      expect(await outcome(api, scene.stranger, path, sent)).toBe('not_found');
      expect(await outcome(api, null, path, sent)).toBe('not_signed_in');
      for (const role of tenantRoles) {
        const expected = isAtLeast(role, least) ? 'ok' : 'forbidden';
        // One after the other: some of them change the same row.
        expect([role, await outcome(api, scene.tenant.members[role], path, sent)]).toEqual([role, expected]);
      }
    });

    it.each(ofPlatform)('let only the platform’s own staff in to $path', async ({ path, sent, answer }) => {
      expect(await outcome(api, scene.tenant.members.owner, path, sent)).toBe('forbidden');
      expect(await outcome(api, null, path, sent)).toBe('not_signed_in');
      expect(await outcome(api, await api.createPlatformAdmin(), path, sent)).toBe(answer);
    });

    it('are tried on every procedure there is', () => {
      const tried = [...guarded, ...ofPlatform].map(({ path }) => path);
      expect([...api.paths].toSorted()).toEqual([...tried, ...unguarded].toSorted());
    });

    it('refuse what is not asked for properly before they look whose it is', async () => {
      for (const { path } of guarded) {
        expect([path, await outcome(api, scene.tenant.members.owner, path, { nonsense: true })]).toEqual([
          path,
          'invalid_input',
        ]);
      }
      expect(await outcome(api, scene.tenant.members.owner, 'widgets.eat', {})).toBe('not_found');
    });

    it('keep a restaurant’s live line from everybody else', async () => {
      const topic = tenantTopic(scene.tenant.id);
      expect(await api.follow(scene.stranger, topic)).toBeNull();
      expect(await api.follow(null, topic)).toBeNull();
      const own = await api.follow(scene.tenant.members.viewer, topic);
      expect(own).not.toBeNull();
      await own?.leave();
    });
  });
}

async function askForCatering(api: ApiUnderTest, tenant: ContractTenant): Promise<string> {
  const { event } = buildCateringConfig();
  const answer = await api.visit(`/w/${tenant.catering.key}/requests`, {
    idempotencyKey: randomUUID(),
    localDate: workday(event.days),
    localTime: '12:30',
    guests: 40,
    packageId: 'garden-buffet',
    contact: { name: 'Amara Cole', email: 'amara@example.com', phone: '' },
    company: '',
    notes: '',
    locale: 'en',
    sessionId: randomUUID(),
    pageUrl: '',
  });
  return requestReceiptSchema.parse(answer.body).id;
}

const dayNames = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

function workday(days: readonly string[]): string {
  const ahead = [20, 21].map((offset) => soon(offset));
  return ahead.find((day) => days.includes(dayNames[new Date(day).getUTCDay()] ?? '')) ?? soon(20);
}

function ofTenant(path: string, least: TenantRole, more: object = {}): Guarded {
  return { path, least, input: ({ tenant }) => ({ tenantId: tenant.id, ...more }) };
}

function ofWidget(path: string, least: TenantRole, more: object = {}): Guarded {
  return { path, least, input: ({ tenant }) => ({ widgetId: tenant.booking.id, ...more }) };
}

function ofBooking(path: string, least: TenantRole, more: object = {}): Guarded {
  return { path, least, input: ({ bookingId }) => ({ bookingId, ...more }) };
}

/** A config as JSON has it. */
function plain(): object {
  return Object(JSON.parse(JSON.stringify(buildBookingConfig())));
}
