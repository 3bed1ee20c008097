import {
  apiTokenSchema,
  eventDaysLimits,
  madeApiTokenSchema,
  erasedGuestSchema,
  guestExportSchema,
  invitationSchema,
  madeInvitationSchema,
  memberSchema,
  meSchema,
  privacySchema,
} from '@blunari/schema/api';
import { bookingDetailsSchema } from '@blunari/schema/booking';
import { placeSchema } from '@blunari/schema/config';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ApiUnderTest, ContractTenant } from './api-under-test.ts';
import { ask, bookFirstFree, outcome } from './scenario.ts';

/** Who works where, and what is held about guests. */
export function peopleScenarios(getApi: () => ApiUnderTest): void {
  describe('people', () => {
    let api: ApiUnderTest;
    let tenant: ContractTenant;
    beforeEach(async () => {
      api = getApi();
      tenant = await api.createTenant();
    });

    it('who are signed in see the restaurants where they work, and their settings', async () => {
      const me = await ask(api, tenant.members.admin, 'me.get', undefined, meSchema);
      expect(me).toMatchObject({ userId: tenant.members.admin, tenants: [{ id: tenant.id, role: 'admin' }] });
      const place = await ask(api, tenant.members.viewer, 'settings.get', { tenantId: tenant.id }, placeSchema);
      expect(place).toMatchObject({ timeZone: 'Europe/Rome', currency: 'EUR' });
      const nobody = await api.createPerson();
      expect((await ask(api, nobody.id, 'me.get', undefined, meSchema)).tenants).toEqual([]);
    });

    it('who are admins say when visits are counted, and widgets know', async () => {
      const [{ id: tenantId }, { admin, editor, viewer }] = [tenant, tenant.members];
      const privacy = async () => ask(api, viewer, 'settings.privacy', { tenantId }, privacySchema);
      expect(await privacy()).toEqual({ insights: 'always', eventDays: 395 });
      const change = { tenantId, insights: 'with-consent' };
      expect(await outcome(api, editor, 'settings.setPrivacy', change)).toBe('forbidden');
      for (let time = 0; time < 2; time += 1) {
        expect(await ask(api, admin, 'settings.setPrivacy', change, privacySchema)).toEqual({
          insights: 'with-consent',
          eventDays: 395,
        });
      }
      expect(await privacy()).toMatchObject({ insights: 'with-consent' });
      const { body } = await api.visit(`/w/${tenant.booking.key}/config`);
      expect(body).toMatchObject({ insights: 'with-consent' });
      expect(await outcome(api, admin, 'settings.setPrivacy', { tenantId, insights: 'sometimes' })).toBe(
        'invalid_input',
      );
    });

    it('who are admins say how long single visits are kept', async () => {
      const [{ id: tenantId }, { admin, editor, viewer }] = [tenant, tenant.members];
      const keep = (days: number) =>
        ask(api, admin, 'settings.setPrivacy', { tenantId, eventDays: days }, privacySchema);
      for (const days of [eventDaysLimits.min, eventDaysLimits.max]) {
        expect(await keep(days)).toEqual({ insights: 'always', eventDays: days });
      }
      for (const days of [eventDaysLimits.min - 1, eventDaysLimits.max + 1, 90.5]) {
        expect(await outcome(api, admin, 'settings.setPrivacy', { tenantId, eventDays: days })).toBe('invalid_input');
      }
      expect(await outcome(api, editor, 'settings.setPrivacy', { tenantId, eventDays: 90 })).toBe('forbidden');
      expect(await ask(api, viewer, 'settings.privacy', { tenantId }, privacySchema)).toMatchObject({
        eventDays: eventDaysLimits.max,
      });
    });

    it('who are invited join with the secret, are listed, changed and removed', async () => {
      const { admin } = tenant.members;
      const nina = await api.createPerson();
      const tenantId = tenant.id;
      const invite = { tenantId, email: nina.email, role: 'viewer' };
      const { token } = await ask(api, admin, 'members.invite', invite, madeInvitationSchema);
      const list = () => ask(api, admin, 'members.invitations', { tenantId }, z.array(invitationSchema));
      expect(await list()).toMatchObject([{ email: nina.email, role: 'viewer' }]);
      const thief = await api.createPerson();
      expect(await outcome(api, thief.id, 'members.acceptInvitation', { token })).toBe('not_found');
      const joined = await api.call(nina.id, 'members.acceptInvitation', { token });
      expect(joined).toEqual({ ok: true, value: { tenantId, role: 'viewer' } });
      expect(await list()).toEqual([]);
      expect(await outcome(api, admin, 'members.setRole', { tenantId, userId: nina.id, role: 'editor' })).toBe('ok');
      const members = await ask(api, nina.id, 'members.list', { tenantId }, z.array(memberSchema));
      expect(members.map(({ name, role }) => [name, role])).toEqual([
        ['Test owner', 'owner'],
        ['Test admin', 'admin'],
        [nina.email, 'editor'],
        ['Test editor', 'editor'],
        ['Test viewer', 'viewer'],
      ]);
      expect(await outcome(api, admin, 'members.remove', { tenantId, userId: nina.id })).toBe('ok');
      expect(await outcome(api, nina.id, 'members.list', { tenantId })).toBe('not_found');
    });

    it('who were invited lose that with the invitation', async () => {
      const { owner } = tenant.members;
      const nina = await api.createPerson();
      const invite = { tenantId: tenant.id, email: nina.email, role: 'owner' };
      const { id, token } = await ask(api, owner, 'members.invite', invite, madeInvitationSchema);
      expect(await outcome(api, owner, 'members.revokeInvitation', { invitationId: id })).toBe('ok');
      expect(await outcome(api, owner, 'members.revokeInvitation', { invitationId: id })).toBe('not_found');
      expect(await outcome(api, nina.id, 'members.acceptInvitation', { token })).toBe('not_found');
      expect(await outcome(api, nina.id, 'members.acceptInvitation', { token: 'x' })).toBe('invalid_input');
    });

    it('who are owners are made and removed by owners alone, and the last one stays', async () => {
      const { admin, owner } = tenant.members;
      const tenantId = tenant.id;
      const invite = { tenantId, email: 'nina@example.com', role: 'owner' };
      expect(await outcome(api, admin, 'members.invite', invite)).toBe('forbidden');
      expect(await outcome(api, admin, 'members.remove', { tenantId, userId: owner })).toBe('forbidden');
      expect(await outcome(api, owner, 'members.remove', { tenantId, userId: owner })).toBe('invalid_input');
      expect(await outcome(api, owner, 'members.setRole', { tenantId, userId: owner, role: 'admin' })).toBe(
        'invalid_input',
      );
    });
  });

  describe('a token for programs', () => {
    it('is told once, listed without itself, and gone once it is revoked', async () => {
      const api = getApi();
      const { id: tenantId, members } = await api.createTenant();
      const made = await ask(api, members.admin, 'apiTokens.create', { tenantId, name: ' Till ' }, madeApiTokenSchema);
      expect(made.token).toMatch(/^blu_[0-9a-f]{64}$/);
      const list = () => ask(api, members.admin, 'apiTokens.list', { tenantId }, z.array(apiTokenSchema));
      const [listed] = await list();
      expect(listed).toMatchObject({ id: made.id, name: 'Till', prefix: made.token.slice(0, 12), expiresAt: null });
      const old = { tenantId, name: 'Old', expiresAt: '2020-01-01T00:00:00Z' };
      expect(await outcome(api, members.admin, 'apiTokens.create', old)).toBe('invalid_input');
      const revoke = { tokenId: made.id };
      expect(await outcome(api, members.editor, 'apiTokens.revoke', revoke)).toBe('not_found');
      expect(await outcome(api, members.admin, 'apiTokens.revoke', revoke)).toBe('ok');
      expect(await outcome(api, members.admin, 'apiTokens.revoke', revoke)).toBe('not_found');
      expect(await list()).toEqual([]);
    });
  });

  describe('a guest', () => {
    it('who asks gets all that is held about them, and is forgotten for good', async () => {
      const api = getApi();
      const { id: tenantId, members, ...widgets } = await api.createTenant();
      const tenant = { id: tenantId, members, ...widgets };
      const { id } = await bookFirstFree(api, tenant, { notes: 'A quiet table.' });
      const guest = { tenantId, email: 'GIULIA@example.com' };
      const held = await ask(api, members.editor, 'guests.export', guest, guestExportSchema);
      expect([held.bookings.length, held.requests.length]).toEqual([1, 0]);
      expect(JSON.stringify(held)).toContain('A quiet table.');
      expect(await outcome(api, members.editor, 'guests.erase', guest)).toBe('forbidden');
      const erased = await ask(api, members.admin, 'guests.erase', guest, erasedGuestSchema);
      expect(erased).toMatchObject({ bookings: 1, requests: 0 });
      const details = await ask(api, members.viewer, 'bookings.get', { bookingId: id }, bookingDetailsSchema);
      expect(details).toMatchObject({ guestName: 'Guest', guestEmail: '', guestPhone: '', notes: '', partySize: 4 });
      const again = await ask(api, members.admin, 'guests.erase', guest, erasedGuestSchema);
      expect(again).toMatchObject({ bookings: 0, requests: 0 });
      expect(await outcome(api, members.admin, 'guests.erase', { tenantId })).toBe('invalid_input');
    });
  });
}
