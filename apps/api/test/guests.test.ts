import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addGuests } from './support/add-guests.ts';
import { bookFirstFree } from './support/book-first-free.ts';
import { outcomeOf } from './support/call-outcome.ts';
import { createTenant, type TestTenant } from './support/create-tenant.ts';
import { startTestApp, type TestApp } from './support/start-test-app.ts';

let test: TestApp;
let mine: TestTenant;
let theirs: TestTenant;

beforeAll(async () => {
  test = await startTestApp();
  mine = await createTenant(test.urls.owner);
  theirs = await createTenant(test.urls.owner);
  for (const { id } of [mine, theirs]) await addGuests(test.urls.owner, id);
});
afterAll(() => test.close());

const ada = () => ({ tenantId: mine.id, email: 'ADA@example.com' });

describe('a guest who asks', () => {
  it('is told all that is held, and is then forgotten', async () => {
    const editor = await test.clientOf(mine.members.editor);
    const admin = await test.clientOf(mine.members.admin);
    expect(await editor.guests.export.mutate(ada())).toMatchObject({
      bookings: [{ guest_name: 'Ada Neri', guest_phone: '+39 051 123 456', party_size: 4 }],
      requests: [],
    });
    expect(await admin.guests.erase.mutate(ada())).toEqual({
      bookings: 1,
      requests: 0,
      waitlist: 0,
      visits: 0,
      messages: 1,
    });
    expect(await editor.guests.export.mutate(ada())).toMatchObject({ bookings: [] });
    expect(await admin.guests.erase.mutate({ tenantId: mine.id, phone: '00420222111' })).toMatchObject({ requests: 1 });
  });

  it('is one person, whether they wrote their number with the country or without', async () => {
    const tenant = await createTenant(test.urls.owner);
    const editor = await test.clientOf(tenant.members.editor);
    const admin = await test.clientOf(tenant.members.admin);
    const typed = ['051 123 456', '+39 051 123456', '0039-051/123-456'];
    for (const phone of typed) {
      await bookFirstFree(test, tenant, { name: 'Ada', email: `${randomUUID()}@example.com`, phone });
    }
    for (const phone of typed) {
      const { bookings } = await editor.guests.export.mutate({ tenantId: tenant.id, phone });
      expect(bookings.map((booking) => booking['guest_phone'])).toEqual(typed.map(() => '+39051123456'));
    }
    const erased = await admin.guests.erase.mutate({ tenantId: tenant.id, phone: '(051) 123 456' });
    expect(erased).toMatchObject({ bookings: 3 });
  });

  it('is found by a number that was stored as they dial it at home', async () => {
    const tenant = await createTenant(test.urls.owner);
    await addGuests(test.urls.owner, tenant.id);
    const editor = await test.clientOf(tenant.members.editor);
    expect(await editor.guests.export.mutate({ tenantId: tenant.id, phone: '051 123 456' })).toMatchObject({
      bookings: [{ guest_phone: '+39 051 123 456' }],
    });
  });

  it('is dealt with by those alone who may, and only where they work', async () => {
    const viewer = await test.clientOf(mine.members.viewer);
    const editor = await test.clientOf(mine.members.editor);
    const stranger = await test.clientOf(theirs.members.owner);
    expect(await outcomeOf(viewer.guests.export.mutate(ada()))).toBe('forbidden');
    expect(await outcomeOf(editor.guests.erase.mutate(ada()))).toBe('forbidden');
    expect(await outcomeOf(stranger.guests.export.mutate(ada()))).toBe('not_found');
    expect(await outcomeOf(stranger.guests.erase.mutate(ada()))).toBe('not_found');
    expect(await stranger.guests.export.mutate({ ...ada(), tenantId: theirs.id })).toMatchObject({ bookings: [{}] });
  });

  it('is named by an address or a number', async () => {
    const owner = await test.clientOf(mine.members.owner);
    for (const guest of [{}, { email: ' ' }, { phone: 'none' }]) {
      expect(await outcomeOf(owner.guests.erase.mutate({ tenantId: mine.id, ...guest }))).toBe('invalid_input');
    }
  });
});
