import { z } from 'zod';
import { publishModeSchema, widgetTypeSchema } from '@blunari/schema/config';
import { appError, type AppError } from '@blunari/schema/errors';
import { err, ok, type Result } from '@blunari/schema/result';
import type { WidgetState } from '@blunari/schema/widget-changes';
import type { Tx } from '../../client.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import { configAt } from './config-at.ts';

const configSchema = z.record(z.string(), z.json());

const lockedSchema = z.object({
  id: z.string(),
  tenantId: z.string(),
  widgetType: widgetTypeSchema,
  publicKey: z.string(),
  version: z.number(),
  isActive: z.boolean(),
  config: configSchema,
  publishMode: publishModeSchema,
  draft: configSchema.nullable(),
  draftBaseVersion: z.number().nullable(),
  draftVersion: z.number(),
  updatedAt: z.date(),
  /** The settings of the version asked for; null where the widget never had it. */
  configAsked: configSchema.nullable(),
  /** The settings that the draft was begun on; null also where somebody else began that draft while this one waited. */
  draftBase: configSchema.nullable(),
});

export type LockedWidget = z.infer<typeof lockedSchema>;

/**
 * Reads a widget in the caller's transaction and keeps others from changing it until its end, in one statement.
 * Fails with not_found, and forbidden for a viewer.
 * @param version one whose settings are wanted too
 */
export async function lockWidget(
  tx: Tx,
  widgetId: string,
  version: number | null = null,
): Promise<Result<LockedWidget>> {
  const rows = await tx.$queryRaw`
    select w.id::text, w.tenant_id::text as "tenantId", w.widget_type as "widgetType", w.public_key as "publicKey",
      w.version, w.is_active as "isActive", w.config, w.publish_mode as "publishMode", w.draft,
      w.draft_base_version as "draftBaseVersion", w.draft_version as "draftVersion", w.updated_at as "updatedAt",
      ${configAt(Prisma.sql`${version}::int`)} as "configAsked",
      ${configAt(Prisma.sql`w.draft_base_version`)} as "draftBase"
    from public.widget_configurations w
    where w.id = ${widgetId}::uuid
      -- Before the row is locked: a removal of the restaurant locks that first.
      and widget_private.keep_my_tenant(w.tenant_id)
    -- Keeps other savers waiting, but no visit, whose foreign key to the widget looks only for its id.
    for no key update of w`;
  const locked = z.array(lockedSchema).parse(rows)[0];
  return locked ? ok(locked) : err(await whyNotMine(tx, widgetId));
}

/** The widget as changes of it are decided on. */
export function stateOf({ widgetType, draft, draftBaseVersion, ...locked }: LockedWidget): WidgetState {
  const begun = draft && draftBaseVersion !== null ? { config: draft, baseVersion: draftBaseVersion } : null;
  return { ...locked, type: widgetType, draft: begun };
}

/** Locking needs the right to change, so no row says nothing about a viewer: a plain read does. */
async function whyNotMine(tx: Tx, widgetId: string): Promise<AppError> {
  const visible = await tx.widgetConfiguration.findUnique({ where: { id: widgetId }, select: { id: true } });
  return visible
    ? appError('forbidden', 'You can see these settings but not change them. Ask an admin of the restaurant.')
    : appError('not_found', 'This widget does not exist.');
}
