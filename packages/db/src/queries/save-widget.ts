import { z } from 'zod';
import type { SaveOutcome, SaveWidget, WidgetRow } from '@blunari/schema/api';
import { parseConfig, widgetTypeSchema } from '@blunari/schema/config';
import { jsonEquals, type JsonObject } from '@blunari/schema/config/merge-patch';
import { threeWayMerge } from '@blunari/schema/config/three-way-merge';
import { appError, type AppError } from '@blunari/schema/errors';
import { err, ok, type Result } from '@blunari/schema/result';
import type { Tx } from '../client.ts';

const configSchema = z.record(z.string(), z.json());

const storedSchema = z.object({
  id: z.string(),
  tenant_id: z.string(),
  widget_type: widgetTypeSchema,
  public_key: z.string(),
  version: z.number(),
  is_active: z.boolean(),
  config: configSchema,
  updated_at: z.date(),
  base: configSchema.nullable(),
});

type Stored = z.infer<typeof storedSchema>;

/**
 * One save of a widget's settings in the caller's transaction: lock, three-way merge, check of the whole, update.
 * Fields that somebody else changed meanwhile come back as conflicts, the others are saved all the same.
 * Fails with not_found, forbidden (a viewer), invalid_input (the merged whole is not valid, or an unknown base).
 */
export async function saveWidget(tx: Tx, save: SaveWidget): Promise<Result<SaveOutcome>> {
  const stored = await lockWidget(tx, save);
  if (!stored) return err(await whyNotMine(tx, save.widgetId));
  const base = await baseOf(tx, stored, save);
  if (!base) return err(appError('invalid_input', 'These edits are based on an unknown version. Please reload.'));
  const { merged, conflicts } = threeWayMerge(base, save.patch, stored.config);
  const outcome = (row: WidgetRow): Result<SaveOutcome> =>
    ok({
      status: conflicts.length > 0 ? 'conflict' : 'saved',
      row,
      conflicts: conflicts.map((conflict) => ({ ...conflict, path: [...conflict.path] })),
    });
  if (jsonEquals(merged, stored.config)) return outcome(toRow(stored));
  const checked = parseConfig(stored.widget_type, merged);
  if (!checked.ok) return checked;
  return outcome(toRow({ ...stored, ...(await writeConfig(tx, save.widgetId, merged)), config: merged }));
}

async function lockWidget(tx: Tx, { widgetId, baseVersion }: SaveWidget): Promise<Stored | undefined> {
  const rows = await tx.$queryRaw`
    select w.id::text, w.tenant_id::text, w.widget_type, w.public_key, w.version, w.is_active, w.config, w.updated_at,
      case when w.version = ${baseVersion}::int then w.config else v.config end as base
    from public.widget_configurations w
    left join public.widget_config_versions v on v.widget_id = w.id and v.version = ${baseVersion}::int
    where w.id = ${widgetId}::uuid
    for update of w`;
  return z.array(storedSchema).parse(rows)[0];
}

/** Locking needs the right to change, so no row says nothing about a viewer: a plain read does. */
async function whyNotMine(tx: Tx, widgetId: string): Promise<AppError> {
  const visible = await tx.widgetConfiguration.findUnique({ where: { id: widgetId }, select: { id: true } });
  return visible
    ? appError('forbidden', 'You can see these settings but not change them. Ask an admin of the restaurant.')
    : appError('not_found', 'This widget does not exist.');
}

/**
 * A first change records the version before it too. Whoever waited for that lock read the history before it was
 * written, so a missing base is looked up once more.
 */
async function baseOf(tx: Tx, stored: Stored, { widgetId, baseVersion }: SaveWidget): Promise<JsonObject | null> {
  if (stored.base) return stored.base;
  const entry = await tx.widgetConfigVersion.findUnique({
    where: { widgetId_version: { widgetId, version: baseVersion } },
    select: { config: true },
  });
  return entry ? configSchema.parse(entry.config) : null;
}

async function writeConfig(
  tx: Tx,
  widgetId: string,
  config: JsonObject,
): Promise<Pick<Stored, 'version' | 'updated_at'>> {
  const rows = await tx.$queryRaw`
    update public.widget_configurations set config = ${JSON.stringify(config)}::jsonb
    where id = ${widgetId}::uuid
    returning version, updated_at`;
  return z.tuple([storedSchema.pick({ version: true, updated_at: true })]).parse(rows)[0];
}

function toRow(stored: Omit<Stored, 'base' | 'config'> & { config: JsonObject }): WidgetRow {
  return {
    id: stored.id,
    tenantId: stored.tenant_id,
    type: stored.widget_type,
    publicKey: stored.public_key,
    version: stored.version,
    isActive: stored.is_active,
    config: stored.config,
    updatedAt: stored.updated_at.toISOString(),
  };
}
