import { randomUUID, getRandomValues } from 'node:crypto';
import { saveOutcomeSchema } from '@blunari/schema/api';
import { uuidv7 } from '@blunari/schema/identifiers';
import { tenantEvents, tenantTopic, widgetEvents, widgetTopic } from '@blunari/schema/realtime';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import type { ApiUnderTest, ContractTenant, FollowedTopic } from './api-under-test.ts';
import { ask, bookFirstFree, outcome } from './scenario.ts';

const patience = { timeout: 10_000, interval: 20 } as const;
const stampedSchema = z.object({ committedAt: z.iso.datetime({ offset: true }) });

/** What is told, to whom, and that it is what a question would have answered. */
export function liveScenarios(getApi: () => ApiUnderTest): void {
  describe('the live line', () => {
    let api: ApiUnderTest;
    let tenant: ContractTenant;
    let staff: FollowedTopic;
    let visitor: FollowedTopic;
    beforeEach(async () => {
      api = getApi();
      tenant = await api.createTenant();
      staff = await follow(tenant.members.viewer, tenantTopic(tenant.id));
      visitor = await follow(null, widgetTopic(tenant.booking.key));
    });
    afterEach(async () => {
      await staff.leave();
      await visitor.leave();
    });

    async function follow(userId: string | null, topic: string): Promise<FollowedTopic> {
      const followed = await api.follow(userId, topic);
      if (!followed) throw new Error(`${topic} was refused.`);
      return followed;
    }

    const save = (patch: object) => {
      const input = { widgetId: tenant.booking.id, baseVersion: 2, patch };
      return ask(api, tenant.members.editor, 'widgets.save', input, saveOutcomeSchema);
    };

    it('tells staff the whole of a save, and visitors its public part', async () => {
      const { row } = await save({ party: { max: 12 }, capacity: { seats: 31 } });
      const told = await hear(staff, 'widget_config.changed', tenantEvents['widget_config.changed']);
      const { id, version, type, isActive, config, updatedAt } = row;
      expect(told).toMatchObject({ id, version, type, isActive, config, updatedAt, changedBy: tenant.members.editor });
      const shown = await hear(visitor, 'config.changed', widgetEvents['config.changed']);
      expect(shown).toMatchObject({ id, version, isActive: true, config: { party: { max: 12 } } });
      expect(JSON.stringify(shown)).not.toContain('capacity');
    });

    it('tells visitors of a pause, and no settings with it', async () => {
      await api.call(tenant.members.admin, 'widgets.setActive', { widgetId: tenant.booking.id, isActive: false });
      const shown = await hear(visitor, 'config.changed', widgetEvents['config.changed']);
      expect([shown.isActive, shown.config]).toEqual([false, undefined]);
    });

    it('tells of a draft to staff alone', async () => {
      const mode = { widgetId: tenant.booking.id, publishMode: 'draft' };
      await api.call(tenant.members.editor, 'widgets.setPublishMode', mode);
      const { row } = await save({ party: { max: 12 } });
      await vi.waitFor(async () => {
        const told = await hear(staff, 'widget_draft.changed', tenantEvents['widget_draft.changed']);
        expect(told).toMatchObject({ draftVersion: row.draftVersion, draft: row.draft, version: 2 });
      }, patience);
      expect(visitor.heard).toEqual([]);
    });

    it('tells of a booking, and of every change of it with a higher version', async () => {
      const { id, reference } = await bookFirstFree(api, tenant);
      const created = await hear(staff, 'booking.created', tenantEvents['booking.created']);
      expect(created).toMatchObject({ id, reference, version: 1, status: 'confirmed', tenantId: tenant.id });
      expect(JSON.stringify(created)).not.toContain('giulia@example.com');
      await api.call(tenant.members.editor, 'bookings.changeStatus', { bookingId: id, status: 'seated' });
      const changed = await hear(staff, 'booking.changed', tenantEvents['booking.changed']);
      expect(changed).toMatchObject({ id, version: 2, status: 'seated' });
    });

    it('tells totals, not what was added to them, to who has asked for them', async () => {
      expect(await outcome(api, tenant.members.viewer, 'insights.today', { tenantId: tenant.id })).toBe('ok');
      const event = {
        id: uuidv7(Date.now(), (bytes) => getRandomValues(bytes)),
        type: 'view',
        sessionId: randomUUID(),
      };
      await api.visit(`/w/${tenant.booking.key}/i`, { pageUrl: '', referrer: '', events: [event] });
      const tick = await hear(staff, 'insights.tick', tenantEvents['insights.tick']);
      expect(tick).toMatchObject({ id: tenant.booking.id, views: 1, sessions: 1 });
    });

    it('stamps each message with the moment of the change', async () => {
      const beforeMs = Date.now();
      await save({ party: { max: 12 } });
      await hear(staff, 'widget_config.changed', tenantEvents['widget_config.changed']);
      for (const { payload } of [...staff.heard, ...visitor.heard]) {
        const atMs = Date.parse(stampedSchema.parse(payload).committedAt);
        expect(Math.abs(atMs - beforeMs)).toBeLessThan(60_000);
      }
    });
  });

  describe('the settings of a framed widget', () => {
    it('hold their public part alone, and are told again only when they changed', async () => {
      const api = getApi();
      const tenant = await api.createTenant();
      const path = `/w/${tenant.booking.key}/config`;
      const first = await api.visit(path);
      expect(first.body).toMatchObject({ id: tenant.booking.id, version: 2, isActive: true, type: 'booking' });
      expect(JSON.stringify(first.body)).not.toContain('capacity');
      const tag = first.headers.get('etag') ?? '';
      const again = await api.visit(path, undefined, { 'if-none-match': tag });
      expect([again.status, again.body]).toEqual([304, null]);
      const input = { widgetId: tenant.booking.id, baseVersion: 2, patch: { party: { max: 12 } } };
      await ask(api, tenant.members.editor, 'widgets.save', input, saveOutcomeSchema);
      const changed = await api.visit(path, undefined, { 'if-none-match': tag });
      expect([changed.status, changed.body]).toMatchObject([200, { version: 3, config: { party: { max: 12 } } }]);
    });
  });
}

/** The newest payload of an event, as its schema says. */
const hear = <Schema extends z.ZodType>(from: FollowedTopic, name: string, schema: Schema) =>
  vi.waitFor((): z.infer<Schema> => {
    const last = from.heard.findLast(({ event }) => event === name);
    if (!last) throw new Error(`Nothing was heard of ${name}.`);
    return schema.parse(last.payload);
  }, patience);
