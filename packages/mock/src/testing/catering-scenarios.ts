import { randomUUID } from 'node:crypto';
import { addDays, weekdayOf } from '@blunari/schema/calendar';
import {
  requestDetailsSchema,
  requestReceiptSchema,
  requestRowSchema,
  type CreateRequest,
} from '@blunari/schema/catering';
import { buildCateringConfig } from '@blunari/schema/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ApiUnderTest, ContractTenant } from './api-under-test.ts';
import { ask, outcome, refusalOf, soon } from './scenario.ts';

/** A day the caterer works, far enough ahead. */
function workingDay(): string {
  const day = soon(20);
  return weekdayOf(day) === 'sun' ? addDays(day, 1) : day;
}

const buildWish = (changes: Partial<CreateRequest> = {}): CreateRequest => ({
  idempotencyKey: randomUUID(),
  localDate: workingDay(),
  localTime: '12:30',
  guests: 40,
  packageId: 'garden-buffet',
  contact: { name: 'Amara Cole', email: 'amara@example.com', phone: '' },
  company: 'Studio Navile',
  notes: 'Two of us eat no gluten.',
  locale: 'en',
  sessionId: randomUUID(),
  pageUrl: '',
  ...changes,
});

/** From a guest's wish to staff's answer. */
export function cateringScenarios(getApi: () => ApiUnderTest): void {
  describe('asking for catering', () => {
    let api: ApiUnderTest;
    let tenant: ContractTenant;
    beforeEach(async () => {
      api = getApi();
      tenant = await api.createTenant({ catering: { menu: buildCateringConfig().menu } });
    });
    const send = (wish: CreateRequest) => api.visit(`/w/${tenant.catering.key}/requests`, wish);

    it('gives a receipt with the server’s own estimate, and shows the request to staff', async () => {
      const wish = buildWish();
      const { status, body } = await send(wish);
      const receipt = requestReceiptSchema.parse(body);
      expect([status, receipt]).toMatchObject([
        201,
        { localDate: wish.localDate, localTime: '12:30', guests: 40, totalMinor: 108_000, status: 'new' },
      ]);
      const list = { tenantId: tenant.id, limit: 10 };
      const listed = await ask(api, tenant.members.viewer, 'requests.list', list, z.array(requestRowSchema));
      expect(listed).toMatchObject([{ id: receipt.id, contactName: 'Amara Cole', packageName: 'Garden Buffet' }]);
      const one = { requestId: receipt.id };
      const details = await ask(api, tenant.members.viewer, 'requests.get', one, requestDetailsSchema);
      expect(details).toMatchObject({
        contactEmail: 'amara@example.com',
        notes: 'Two of us eat no gluten.',
        quantity: 40,
        subtotalMinor: 90_000,
        taxMinor: 18_000,
      });
    });

    it('is taken in once, however often it arrives; another wish with its key learns of the first', async () => {
      const wish = buildWish();
      const first = await send(wish);
      expect((await send(wish)).body).toEqual(first.body);
      const other = await send({ ...wish, guests: 50 });
      expect(refusalOf(other)).toEqual([409, 'idempotency_mismatch']);
      expect(other.body).toMatchObject({ earlier: first.body });
    });

    it('is refused by the caterer’s rules, in words', async () => {
      expect((await send(buildWish({ guests: 12 }))).body).toEqual({
        code: 'outside_rules',
        message: 'This package is for 20 guests or more.',
      });
      expect(refusalOf(await send(buildWish({ packageId: 'no-such' })))).toEqual([422, 'outside_rules']);
      expect(refusalOf(await api.visit(`/w/${tenant.booking.key}/requests`, buildWish()))).toEqual([404, 'not_found']);
    });

    it('is paused with the widget, but for a repeat', async () => {
      const wish = buildWish();
      const first = await send(wish);
      await api.call(tenant.members.owner, 'widgets.setActive', { widgetId: tenant.catering.id, isActive: false });
      expect((await send(wish)).body).toEqual(first.body);
      expect(refusalOf(await send(buildWish()))).toEqual([410, 'widget_inactive']);
    });

    it('is answered by staff, on its ways and no others', async () => {
      const { id } = requestReceiptSchema.parse((await send(buildWish())).body);
      const change = (status: string) => ({ requestId: id, status });
      const { members } = tenant;
      const quoted = await ask(api, members.editor, 'requests.changeStatus', change('quoted'), requestRowSchema);
      expect(quoted).toMatchObject({ status: 'quoted', version: 2 });
      expect(await outcome(api, members.editor, 'requests.changeStatus', change('completed'))).toBe('outside_rules');
      expect(await outcome(api, members.viewer, 'requests.changeStatus', change('accepted'))).toBe('forbidden');
    });
  });
}
