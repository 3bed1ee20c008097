import { buildBookingConfig } from '@blunari/schema/testing';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { outcomeOf } from './support/call-outcome.ts';
import { createTenant } from './support/create-tenant.ts';
import { startTestApp, type TestApp } from './support/start-test-app.ts';

let test: TestApp;

beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());

describe('saving and history', () => {
  it('saves, merges, reports conflicts and remembers who did it', async () => {
    const tenant = await createTenant(test.urls.owner);
    const client = await test.clientOf(tenant.members.editor, { user_metadata: { full_name: 'Test editor' } });
    const widgetId = tenant.booking.id;
    const base = await client.widgets.get.query({ widgetId });
    const save = (patch: Record<string, Record<string, number>>) =>
      client.widgets.save.mutate({ widgetId, baseVersion: base.version, patch });
    const first = await save({ party: { max: 12 } });
    expect(first).toMatchObject({ status: 'saved', row: { version: base.version + 1 } });
    const second = await save({ party: { max: 14 }, appearance: { radius: 3 } });
    expect(second).toMatchObject({
      status: 'conflict',
      row: { version: base.version + 2, config: { party: { max: 12 }, appearance: { radius: 3 } } },
      conflicts: [{ path: ['party', 'max'], base: 8, mine: 14, theirs: 12 }],
    });
    expect(await outcomeOf(save({ party: { min: 20 } }))).toBe('invalid_input');
    const [newest] = await client.widgets.history.query({ widgetId, limit: 1 });
    expect(newest).toMatchObject({
      version: base.version + 2,
      patch: { appearance: { radius: 3 } },
      before: { party: { max: 12 }, appearance: { radius: 10 } },
      changedBy: tenant.members.editor,
      changedByName: 'Test editor',
    });
    const viewer = await test.clientOf(tenant.members.viewer);
    const [seenByOthers, , madeByOwner] = await viewer.widgets.history.query({ widgetId, limit: 3 });
    expect(seenByOthers).toMatchObject({ changedBy: tenant.members.editor, changedByName: 'Test editor' });
    expect(madeByOwner).toMatchObject({ changedBy: null, changedByName: null });
    await dismiss(tenant.members.editor);
    const [madeByFormer] = await viewer.widgets.history.query({ widgetId, limit: 1 });
    expect(madeByFormer).toMatchObject({ changedBy: tenant.members.editor, changedByName: 'A former colleague' });
  });

  it('answers what changed since an instant, and only that', async () => {
    const tenant = await createTenant(test.urls.owner);
    const client = await test.clientOf(tenant.members.owner);
    const saved = await client.widgets.save.mutate({
      widgetId: tenant.booking.id,
      baseVersion: 2,
      patch: { rules: { leadMinutes: 5 } },
    });
    const changed = await client.widgets.changedSince.query({ tenantId: tenant.id, since: saved.row.updatedAt });
    expect(changed.map(({ id }) => id)).toEqual([tenant.booking.id]);
  });

  it('refuses a save that is too deep, too large or not an object without failing itself', async () => {
    const tenant = await createTenant(test.urls.owner);
    const client = await test.clientOf(tenant.members.editor);
    const token = (patch: unknown) =>
      outcomeOf(client.widgets.save.mutate({ widgetId: tenant.booking.id, baseVersion: 1, patch: Object(patch) }));
    const deep = JSON.parse(`${'{"a":'.repeat(9000)}1${'}'.repeat(9000)}`);
    expect(await token(deep)).toBe('invalid_input');
    expect(await token({ texts: { intro: { en: 'x'.repeat(70_000) } } })).toBe('invalid_input');
    expect(await token({ texts: { intro: { en: 'x'.repeat(600_000) } } })).toBe('too_large');
    expect(await token([1, 2])).toBe('invalid_input');
    expect(await token({ texts: { intro: { en: 'a\u0000b' } } })).toBe('invalid_input');
    // A key that nothing reads: it changes neither the widget nor this process.
    expect(await token(JSON.parse('{"__proto__": {"polluted": true}}'))).toBe('ok');
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
});

describe('the preview of times', () => {
  it('follows settings that are not saved', async () => {
    const tenant = await createTenant(test.urls.owner);
    const client = await test.clientOf(tenant.members.viewer);
    const config = JSON.parse(JSON.stringify(buildBookingConfig()));
    const from = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
    const ask = async (changes: object) =>
      client.widgets.previewAvailability.mutate({
        widgetId: tenant.booking.id,
        config: { ...config, ...changes },
        partySize: 2,
        from,
        days: 7,
      });
    const open = (await ask({})).days.filter((day) => day.status === 'open');
    expect(open.length).toBe(6);
    const closure = { away: { order: 0, from, to: '2099-01-01', reason: {} } };
    const closed = await ask({ schedule: { ...config.schedule, closures: closure } });
    expect(closed.days.every((day) => day.status === 'closed')).toBe(true);
    expect(await outcomeOf(ask({ party: { min: 9, max: 2, default: 1 } }))).toBe('invalid_input');
  });
});

async function dismiss(userId: string): Promise<void> {
  const client = new Client({ connectionString: test.urls.owner });
  await client.connect();
  await client.query('delete from public.tenant_members where user_id = $1', [userId]);
  await client.end();
}
