import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { SaveWidget } from '@blunari/schema/api';
import { createDatabase, type Database, type Tx } from '../../src/client.ts';
import { publishDraft } from '../../src/queries/widgets/publish-draft.ts';
import { restoreVersion } from '../../src/queries/widgets/restore-version.ts';
import { saveWidget } from '../../src/queries/widgets/save-widget.ts';
import { setPublishMode } from '../../src/queries/widgets/set-publish-mode.ts';
import { createTestDatabase, type TestDatabase } from '../../src/testing/postgres.ts';
import { tapWire, type WireTap } from '../../src/testing/wire-tap.ts';
import { sure } from '../support/stored-widget.ts';
import { query } from '../support/query.ts';
import { createTenant, type TestTenant } from '../support/tenant.ts';

/** BEGIN with the identity, SELECT, UPDATE, COMMIT; those that travel together are one wait. */
const mostWaits = 4;

let test: TestDatabase;
let tap: WireTap;
let database: Database;
let tenant: TestTenant;

beforeAll(async () => {
  test = await createTestDatabase();
  tap = await tapWire(test.urls.api);
  database = createDatabase({ url: tap.url, poolSize: 20, connectionWaitMs: 60_000 });
});

beforeEach(async () => {
  tenant = await createTenant(test.urls.owner);
  await database.ping();
  tap.forget();
});

afterAll(async () => {
  await database.close();
  await tap.stop();
  await test.drop();
});

const run = <Value>(act: (tx: Tx) => Promise<Value>): Promise<Value> => database.as(tenant.editor, act);

const edits = (radius: number, more: Partial<SaveWidget> = {}): SaveWidget => ({
  widgetId: tenant.booking.id,
  baseVersion: 2,
  patch: { appearance: { radius } },
  ...more,
});

/** The statements between BEGIN and COMMIT, and how often somebody waited, since the last time. */
function spent(): { readonly verbs: readonly string[]; readonly waits: number } {
  const verbs = tap
    .messages()
    .filter(({ text }) => text !== '' && !/^(BEGIN|COMMIT);? /.test(text))
    .map(({ text }) => text.trim().split(/\s/)[0] ?? '');
  const waits = tap.waits();
  tap.forget();
  return { verbs, waits };
}

function expectOneSave(): void {
  const { verbs, waits } = spent();
  expect(verbs).toEqual(['select', 'update']);
  expect(waits).toBeLessThanOrEqual(mostWaits);
}

it('waits four times at most for a save, on the newest version, on an old one and with a conflict in it', async () => {
  sure(await run((tx) => saveWidget(tx, edits(1))));
  expectOneSave();
  sure(await run((tx) => saveWidget(tx, edits(2, { baseVersion: 3 }))));
  expectOneSave();
  const outcome = sure(
    await run((tx) => saveWidget(tx, edits(3, { patch: { appearance: { radius: 3 }, rules: { leadMinutes: 5 } } }))),
  );
  expect(outcome.status).toBe('conflict');
  expectOneSave();
});

it('waits four times at most for a draft begun, one carried over what went live, its publishing, and a restore', async () => {
  const widgetId = tenant.booking.id;
  await run((tx) => setPublishMode(tx, { widgetId, publishMode: 'draft' }));
  expectOneSave();
  sure(await run((tx) => saveWidget(tx, edits(1))));
  expectOneSave();
  await query(
    test.urls.owner,
    `update public.widget_configurations set config = jsonb_set(config, '{rules,leadMinutes}', '5') where id = $1`,
    [widgetId],
  );
  const seen = { appearance: { radius: 1 } };
  const { row } = sure(await run((tx) => saveWidget(tx, edits(2, { seen }))));
  expect(row.draft?.baseVersion).toBe(3);
  expectOneSave();
  sure(await run((tx) => publishDraft(tx, { widgetId, draftVersion: row.draftVersion })));
  expectOneSave();
  sure(await run((tx) => restoreVersion(tx, { widgetId, version: 2 })));
  expectOneSave();
});

it('asks for nothing twice when 20 first changes of a widget come at once', async () => {
  await query(test.urls.owner, 'delete from public.widget_config_versions where widget_id = $1', [tenant.booking.id]);
  const turns = Array.from({ length: 20 }, (_, index) => ({ capacity: { turnMinutes: { [index + 10]: 200 } } }));
  const saved = await Promise.all(turns.map((patch) => run((tx) => saveWidget(tx, edits(0, { patch })))));
  expect(saved.map((result) => sure(result).status)).toEqual(turns.map(() => 'saved'));
  const { verbs } = spent();
  expect(verbs.toSorted()).toEqual([...turns.map(() => 'select'), ...turns.map(() => 'update')]);
});
