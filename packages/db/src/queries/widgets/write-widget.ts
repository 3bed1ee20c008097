import { z } from 'zod';
import type { WidgetRow } from '@blunari/schema/api';
import type { WidgetChange } from '@blunari/schema/widget-changes';
import type { Tx } from '../../client.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import type { LockedWidget } from './lock-widget.ts';
import { toWidgetRow } from './widget-row.ts';

const countedSchema = z.object({ version: z.number(), draftVersion: z.number(), updatedAt: z.date() });

/**
 * Writes what changes of a locked widget, in one statement, and answers the widget as it is then; null writes nothing.
 * The database counts versions, keeps history and tells who must know.
 */
export async function writeWidget(tx: Tx, locked: LockedWidget, change: WidgetChange | null): Promise<WidgetRow> {
  if (!change) return toWidgetRow(locked);
  const { config, draft, publishMode } = change;
  const columns = [
    ...(config === undefined ? [] : [Prisma.sql`config = ${JSON.stringify(config)}::jsonb`]),
    ...(draft === undefined
      ? []
      : [
          Prisma.sql`draft = ${draft && JSON.stringify(draft.config)}::jsonb`,
          Prisma.sql`draft_base_version = ${draft && draft.baseVersion}::int`,
        ]),
    ...(publishMode === undefined ? [] : [Prisma.sql`publish_mode = ${publishMode}`]),
  ];
  const rows = await tx.$queryRaw`
    update public.widget_configurations set ${Prisma.join(columns)}
    where id = ${locked.id}::uuid
    returning version, draft_version as "draftVersion", updated_at as "updatedAt"`;
  const [counted] = z.tuple([countedSchema]).parse(rows);
  return toWidgetRow({
    ...locked,
    ...counted,
    ...(config === undefined ? {} : { config }),
    ...(draft === undefined ? {} : { draft: draft && draft.config, draftBaseVersion: draft && draft.baseVersion }),
    ...(publishMode === undefined ? {} : { publishMode }),
  });
}
