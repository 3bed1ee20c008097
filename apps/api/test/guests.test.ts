import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addGuests } from './support/add-guests.ts';
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
