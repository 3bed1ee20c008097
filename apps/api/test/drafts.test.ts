import { appErrorSchema } from '@blunari/schema/errors';
import { TRPCClientError } from '@trpc/client';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { outcomeOf } from './support/call-outcome.ts';
import { createTenant, type TestTenant } from './support/create-tenant.ts';
import { startTestApp, type TestApp } from './support/start-test-app.ts';

let test: TestApp;
let tenant: TestTenant;
let client: Awaited<ReturnType<TestApp['clientOf']>>;
let widgetId: string;

beforeAll(async () => {
  test = await startTestApp();
});
beforeEach(async () => {
  tenant = await createTenant(test.urls.owner);
  client = await test.clientOf(tenant.members.editor);
  widgetId = tenant.booking.id;
});
afterAll(() => test.close());

const publicConfig = async (): Promise<unknown> => {
  const page = await test.visit({ url: `/w/${tenant.booking.key}` });
  return /"party":(\{[^}]*\})/.exec(page.body)?.[1];
};

describe('a draft', () => {
  it('is saved, shown to staff alone, published as one and gone', async () => {
    await client.widgets.setPublishMode.mutate({ widgetId, publishMode: 'draft' });
    const { row } = await client.widgets.save.mutate({ widgetId, baseVersion: 2, patch: { party: { max: 12 } } });
    expect(row).toMatchObject({ version: 2, publishMode: 'draft', draft: { baseVersion: 2 } });
    const viewer = await test.clientOf(tenant.members.viewer);
    expect(await viewer.widgets.get.query({ widgetId })).toEqual(row);
    const changed = await viewer.widgets.changedSince.query({ tenantId: tenant.id, since: row.updatedAt });
    expect(changed).toEqual([row]);
    expect(await publicConfig()).toContain('"max":8');

    const published = await client.widgets.publish.mutate({ widgetId, draftVersion: row.draftVersion });
    expect(published).toMatchObject({ status: 'published', conflicts: [], row: { version: 3, draft: null } });
    expect(await publicConfig()).toContain('"max":12');
    expect(await client.widgets.get.query({ widgetId })).toEqual(published.row);
  });

  it('that conflicts with what went live is published after a choice', async () => {
    await client.widgets.setPublishMode.mutate({ widgetId, publishMode: 'draft' });
    await client.widgets.save.mutate({ widgetId, baseVersion: 2, patch: { party: { max: 12 } } });
    await client.widgets.setPublishMode.mutate({ widgetId, publishMode: 'live' });
    const { row } = await client.widgets.save.mutate({ widgetId, baseVersion: 2, patch: { party: { max: 10 } } });
    const seen = { widgetId, draftVersion: row.draftVersion };
    expect(await client.widgets.publish.mutate(seen)).toMatchObject({
      status: 'conflict',
      conflicts: [{ path: ['party', 'max'], base: 8, mine: 12, theirs: 10 }],
    });
    const choices = { baseVersion: row.version, patch: { party: { max: 11 } } };
    expect(await client.widgets.publish.mutate({ ...seen, choices })).toMatchObject({
      status: 'published',
      row: { version: 4, config: { party: { max: 11 } } },
    });
  });

  it('is discarded by whoever has seen it, and stays where it changed since', async () => {
    await client.widgets.setPublishMode.mutate({ widgetId, publishMode: 'draft' });
    const { row } = await client.widgets.save.mutate({ widgetId, baseVersion: 2, patch: { party: { max: 12 } } });
    const discard = (draftVersion: number) => client.widgets.discardDraft.mutate({ widgetId, draftVersion });
    expect(await discard(row.draftVersion - 1)).toEqual({ status: 'changed', row });
    expect(await discard(row.draftVersion)).toMatchObject({ status: 'discarded', row: { version: 2, draft: null } });
  });

  it('is not published where there is none, nor set to a mode that nobody knows', async () => {
    expect(await outcomeOf(client.widgets.publish.mutate({ widgetId, draftVersion: 0 }))).toBe('invalid_input');
    expect(await outcomeOf(client.widgets.publish.mutate({ widgetId, draftVersion: -1 }))).toBe('invalid_input');
    const unknown = Object({ widgetId, publishMode: 'later' });
    expect(await outcomeOf(client.widgets.setPublishMode.mutate(unknown))).toBe('invalid_input');
  });
});

describe('earlier versions', () => {
  it('are compared field by field and restored as a new version', async () => {
    await client.widgets.save.mutate({ widgetId, baseVersion: 2, patch: { party: { max: 12 } } });
    await client.widgets.save.mutate({ widgetId, baseVersion: 3, patch: { rules: { leadMinutes: 5 } } });
    expect(await client.widgets.compareVersions.query({ widgetId, from: 2, to: 4 })).toEqual({
      from: 2,
      to: 4,
      changes: expect.arrayContaining([
        { path: ['party', 'max'], before: 8, after: 12 },
        { path: ['rules', 'leadMinutes'], before: 60, after: 5 },
      ]),
    });
    const restored = await client.widgets.restoreVersion.mutate({ widgetId, version: 3 });
    expect(restored).toMatchObject({
      row: { version: 5, config: { party: { max: 12 }, rules: { leadMinutes: 60 } } },
      problems: [],
    });
    const again = await client.widgets.compareVersions.query({ widgetId, from: 3, to: 5 });
    expect(again.changes).toEqual([]);
  });

  it('that never were are not found, in words', async () => {
    expect(await outcomeOf(client.widgets.restoreVersion.mutate({ widgetId, version: 99 }))).toBe('not_found');
    const call = client.widgets.compareVersions.query({ widgetId, from: 1, to: 99 });
    const error: unknown = await call.catch((reason: unknown) => reason);
    const { appError } = Object(error instanceof TRPCClientError ? error.data : undefined);
    expect(appErrorSchema.parse(appError)).toEqual({
      code: 'not_found',
      message: 'This widget never had one of these versions.',
    });
  });
});
