import { randomUUID, getRandomValues } from 'node:crypto';
import { uuidv7 } from '@blunari/schema/identifiers';
import { journalAnswerSchema, widgetTotalsSchema } from '@blunari/schema/insights';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ApiUnderTest, ContractTenant } from './api-under-test.ts';
import { ask, bookFirstFree, refusalOf } from './scenario.ts';

const totalsSchema = z.array(widgetTotalsSchema);

/** What visitors do, and how it is counted. */
export function insightScenarios(getApi: () => ApiUnderTest): void {
  describe('numbers', () => {
    let api: ApiUnderTest;
    let tenant: ContractTenant;
    beforeEach(async () => {
      api = getApi();
      tenant = await api.createTenant();
    });
    const send = (events: readonly object[], token?: string) =>
      api.visit(`/w/${tenant.booking.key}/i`, {
        pageUrl: 'https://lucia.example.com/',
        referrer: '',
        events,
        ...(token === undefined ? {} : { token }),
      });
    const today = async () =>
      (await ask(api, tenant.members.viewer, 'insights.today', { tenantId: tenant.id }, totalsSchema))[0];

    it('are zeros at first, one row a widget', async () => {
      const totals = await ask(api, tenant.members.viewer, 'insights.today', { tenantId: tenant.id }, totalsSchema);
      expect(totals.map(({ id, views, sessions }) => [id, views, sessions])).toEqual([
        [tenant.booking.id, 0, 0],
        [tenant.catering.id, 0, 0],
      ]);
    });

    it('count views, interactions and sessions, and a repeat not at all', async () => {
      const [one, other] = [randomUUID(), randomUUID()];
      const events = [event('view', one), event('view', one), event('interaction', one), event('view', other)];
      expect((await send(events)).status).toBe(202);
      expect((await send(events)).status).toBe(202);
      expect(await today()).toMatchObject({ views: 3, interactions: 1, conversions: 0, sessions: 2 });
      expect((await today())?.lastViewAt).toBeDefined();
    });

    it('count a booking as a conversion of its session', async () => {
      const sessionId = randomUUID();
      await send([event('view', sessionId)]);
      await bookFirstFree(api, tenant, { sessionId });
      expect(await today()).toMatchObject({ views: 1, conversions: 1, sessions: 1, convertedSessions: 1 });
    });

    it('count a booking of a visit that is not counted as a conversion of no session', async () => {
      await bookFirstFree(api, tenant, { sessionId: undefined });
      expect(await today()).toMatchObject({ conversions: 1, sessions: 0, convertedSessions: 0 });
    });

    it('leave out what comes from a wrong clock or is no event, say so of each, and keep the others', async () => {
      const old = event('view', randomUUID(), Date.now() - 49 * 3_600_000);
      const answer = await send([old, event('conversion', randomUUID()), event('view', randomUUID())]);
      expect(answer.status).toBe(202);
      expect(journalAnswerSchema.parse(answer.body).refused).toEqual([
        { index: 0, reason: 'too-old' },
        { index: 1, reason: 'invalid' },
      ]);
      expect(await today()).toMatchObject({ views: 1, conversions: 0 });
      expect(refusalOf(await send([]))).toEqual([400, 'invalid_input']);
    });

    it('of many events at once need the token of an earlier answer', async () => {
      const many = Array.from({ length: 7 }, () => event('view', randomUUID()));
      const { token, refused } = journalAnswerSchema.parse((await send(many)).body);
      expect(refused).toEqual([5, 6].map((index) => ({ index, reason: 'no-token' })));
      expect(await today()).toMatchObject({ views: 5 });
      expect(journalAnswerSchema.parse((await send(many, token)).body).refused).toEqual([]);
      expect(await today()).toMatchObject({ views: 7 });
    });

    it('of another day are another day’s', async () => {
      await send([event('view', randomUUID())]);
      const input = { tenantId: tenant.id, localDate: '2026-01-01' };
      const then = await ask(api, tenant.members.viewer, 'insights.onDay', input, totalsSchema);
      expect(then[0]).toMatchObject({ localDate: '2026-01-01', views: 0 });
    });
  });
}

const event = (type: string, sessionId: string, atMs = Date.now()) => ({
  id: uuidv7(atMs, (bytes) => getRandomValues(bytes)),
  type,
  sessionId,
});
