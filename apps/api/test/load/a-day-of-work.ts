import { randomBytes, randomUUID } from 'node:crypto';
import { weekdayOf, addDays } from '@blunari/schema/calendar';
import { availabilityAnswerSchema } from '@blunari/schema/booking';
import { uuidv7 } from '@blunari/schema/identifiers';
import { withClient } from '@blunari/db/server';
import { expect } from 'vitest';
import { addGuests } from '../support/add-guests.ts';
import type { TestTenant } from '../support/create-tenant.ts';
import { procedures } from '../support/procedures.ts';
import type { TestApp } from '../support/start-test-app.ts';

const today = (): string => new Date().toISOString().slice(0, 10);

/** What visitors of a restaurant's page do: look, book a table, ask for catering; each is answered well. */
export async function visitWidgets(test: TestApp, tenant: TestTenant): Promise<void> {
  const at = (path: string, type: 'booking' | 'catering' = 'booking') => `/w/${tenant[type].key}${path}`;
  const statuses: number[] = [];
  const visit = async (url: string, payload?: object) => {
    const answer = await test.visit(payload === undefined ? { url } : { method: 'POST', url, payload });
    statuses.push(answer.statusCode);
    return answer;
  };
  const common = { notes: '', locale: 'it', pageUrl: '' };
  await visit(at(''));
  await visit(at('/config'));
  const sessionId = randomUUID();
  const view = { id: uuidv7(Date.now(), (bytes) => randomBytes(bytes.length)), type: 'view', sessionId };
  await visit(at('/i'), { pageUrl: '', referrer: '', events: [view] });
  const times = await visit(at(`/availability?partySize=2&from=${addDays(today(), 3)}&days=7`));
  const slots = availabilityAnswerSchema
    .parse(times.json())
    .days.flatMap(({ sittings }) => sittings.flatMap((sitting) => sitting.slots));
  const table = {
    ...common,
    sessionId,
    idempotencyKey: randomUUID(),
    partySize: 2,
    startsAt: slots.find(({ isFree }) => isFree)?.startsAt,
    guest: { name: 'Giulia Ferri', email: 'giulia@example.com', phone: '051 123 456' },
  };
  await visit(at('/bookings'), table);
  await visit(at('/bookings'), table);
  const inThreeWeeks = addDays(today(), 21);
  await visit(at('/requests', 'catering'), {
    ...common,
    sessionId: randomUUID(),
    idempotencyKey: randomUUID(),
    localDate: weekdayOf(inThreeWeeks) === 'sun' ? addDays(inThreeWeeks, 1) : inThreeWeeks,
    localTime: '12:30',
    guests: 40,
    packageId: 'garden-buffet',
    contact: { name: 'Amara Cole', email: 'amara@example.com', phone: '' },
    company: '',
  });
  expect(statuses).toEqual([200, 200, 202, 200, 201, 201, 201]);
}

/** What a restaurant's people do in the dashboard: every procedure there is, and what a line that was down missed. */
export async function useDashboard(test: TestApp, tenant: TestTenant): Promise<ReadonlySet<string>> {
  const guests = await addGuests(test.urls.owner, tenant.id);
  const client = await test.clientOf(tenant.members.owner);
  const tenantId = tenant.id;
  for (const { call } of procedures) await call(client, tenant, guests);
  const since = new Date(Date.now() - 3_600_000).toISOString();
  await client.widgets.changedSince.query({ tenantId, since });
  await client.bookings.changedSince.query({ tenantId, since });
  await client.requests.changedSince.query({ tenantId, since });
  await client.guests.export.mutate({ tenantId, email: 'ada@example.com', phone: '+39 051 123 456' });
  await client.me.get.query();

  const nina = { id: randomUUID(), email: `nina-${randomUUID()}@example.com` };
  await withClient(test.urls.owner, (owner) =>
    owner.query('insert into auth.users (id, email, email_confirmed_at) values ($1, $2, now())', [nina.id, nina.email]),
  );
  const { token } = await client.members.invite.mutate({ tenantId, email: nina.email, role: 'viewer' });
  await (await test.clientOf(nina.id)).members.acceptInvitation.mutate({ token });
  await client.members.remove.mutate({ tenantId, userId: nina.id });
  const { id } = await client.members.invite.mutate({ tenantId, email: nina.email, role: 'viewer' });
  await client.members.revokeInvitation.mutate({ invitationId: id });
  return new Set([
    ...procedures.map(({ name }) => name),
    'me.get',
    'members.acceptInvitation',
    'members.remove',
    'members.revokeInvitation',
  ]);
}
