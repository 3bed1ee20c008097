import { withClient } from '@blunari/db/server';
import { exportQuestionSchema } from '@blunari/schema/insights/export';
import { ok } from '@blunari/schema/result';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { InsightReader } from '../../src/features/insights/by-address/insight-reader.ts';
import { visitPages } from '../../src/features/insights/by-address/visit-lines.ts';
import { openDesk } from '../../src/features/insights/open-desk.ts';
import { callAs } from '../../src/trpc/as-caller.ts';
import { createTenant, type TestTenant } from '../support/create-tenant.ts';
import { startTestApp, type TestApp } from '../support/start-test-app.ts';
import { storeViews } from './support/stored-visits.ts';

let test: TestApp;
let tenant: TestTenant;
beforeAll(async () => {
  test = await startTestApp();
  tenant = await createTenant(test.urls.owner);
  await storeViews(test.urls.owner, tenant, 3);
});
afterAll(() => test.close());

/** A member's reader; `betweenTheTwo` happens after they were let in and before they read. */
function readerOf(userId: string, betweenTheTwo: () => Promise<unknown>): InsightReader {
  return ({ tenantId = tenant.id, widget }, run) =>
    callAs(test.db, { userId, claims: {} }, async (tx) => {
      const desk = await openDesk(tx, { tenantId, widget });
      if (!desk.ok) return desk;
      await betweenTheTwo();
      return ok(await run(tx, desk.value));
    });
}

const question = () => exportQuestionSchema.parse({ tenant: tenant.id, from: '2026-11-02', to: '2026-11-02' });

it('reads the last page as the last', async () => {
  const read = visitPages(
    readerOf(tenant.members.viewer, async () => {}),
    'ndjson',
    question(),
  );
  const page = await read(null);
  expect(page).toMatchObject({ ok: true, value: { next: null } });
  expect(page.ok && page.value.lines.trim().split('\n')).toHaveLength(3);
});

it('does not take it for the end when the reader is removed between being let in and reading', async () => {
  const userId = tenant.members.editor;
  const remove = () =>
    withClient(test.urls.owner, (client) =>
      client.query('delete from public.tenant_members where user_id = $1', [userId]),
    );
  const read = visitPages(readerOf(userId, remove), 'ndjson', question());
  expect(await read(null)).toMatchObject({ ok: false, error: { code: 'not_found' } });
});
