import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { PublishDraft, PublishOutcome, SaveOutcome, SaveWidget } from '@blunari/schema/api';
import type { JsonObject } from '@blunari/schema/config/merge-patch';
import type { Result } from '@blunari/schema/result';
import { createDatabase, type Database, type Tx } from '../../src/client.ts';
import { publishDraft } from '../../src/queries/widgets/publish-draft.ts';
import { saveWidget } from '../../src/queries/widgets/save-widget.ts';
import { setPublishMode } from '../../src/queries/widgets/set-publish-mode.ts';
import { createTestDatabase, type TestDatabase } from '../../src/testing/postgres.ts';
import { storedWidget, sure } from './stored-widget.ts';
import { messagesOn, type Message } from './messages.ts';
import { query } from './query.ts';
import { createTenant, type TestTenant } from './tenant.ts';

/** An editor at a booking widget of version 2 that publishes later, anew for each test. */
export class DraftDesk {
  readonly #test: TestDatabase;
  readonly database: Database;
  readonly tenant: TestTenant;
  readonly widgetId: string;

  constructor(test: TestDatabase, database: Database, tenant: TestTenant) {
    this.#test = test;
    this.database = database;
    this.tenant = tenant;
    this.widgetId = tenant.booking.id;
  }

  get ownerUrl(): string {
    return this.#test.urls.owner;
  }

  run<Value>(act: (tx: Tx) => Promise<Value>): Promise<Value> {
    return this.database.as(this.tenant.editor, act);
  }

  async save(patch: JsonObject, on: Partial<SaveWidget> = {}): Promise<SaveOutcome> {
    const edits = { widgetId: this.widgetId, baseVersion: 2, patch, ...on };
    return sure(await this.run((tx) => saveWidget(tx, edits)));
  }

  tryToPublish(draftVersion: number, choices?: PublishDraft['choices']): Promise<Result<PublishOutcome>> {
    const seen = { widgetId: this.widgetId, draftVersion, ...(choices ? { choices } : {}) };
    return this.run((tx) => publishDraft(tx, seen));
  }

  async publish(draftVersion: number, choices?: PublishDraft['choices']): Promise<PublishOutcome> {
    return sure(await this.tryToPublish(draftVersion, choices));
  }

  /** What a tool of the restaurant does past the draft: a change that is live at once. */
  async goLive(path: string, value: unknown): Promise<void> {
    await query(
      this.ownerUrl,
      'update public.widget_configurations set config = jsonb_set(config, $2, $3) where id = $1',
      [this.widgetId, path, JSON.stringify(value)],
    );
  }

  stored(): Promise<Record<string, unknown>> {
    return storedWidget(this.ownerUrl, this.widgetId);
  }

  toldStaff(): Promise<readonly Message[]> {
    return messagesOn(this.#test.urls.superuser, `tenant:${this.tenant.id}`);
  }

  toldVisitors(): Promise<readonly Message[]> {
    return messagesOn(this.#test.urls.superuser, `widget:${this.tenant.booking.key}`);
  }
}

/** Registers what a test file needs for one desk a test, and answers how to come to it. */
export function setUpDraftDesk(): () => DraftDesk {
  let test: TestDatabase;
  let database: Database;
  let desk: DraftDesk;
  beforeAll(async () => {
    test = await createTestDatabase();
    database = createDatabase({ url: test.urls.api });
  });
  beforeEach(async () => {
    desk = new DraftDesk(test, database, await createTenant(test.urls.owner));
    await desk.run((tx) => setPublishMode(tx, { widgetId: desk.widgetId, publishMode: 'draft' }));
  });
  afterAll(async () => {
    await database.close();
    await test.drop();
  });
  return () => desk;
}
