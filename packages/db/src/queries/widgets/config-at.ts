import { Prisma } from '../../generated/prisma/client.ts';

/**
 * The settings that the widget `w` of a statement had at a version; null where it never had it.
 * A widget records its first version with its second. Where the statement waits for a lock and finds `w` newer, it reads
 * everything else as of its start: a version that was the newest one then is still in the widget's own row.
 */
export function configAt(version: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`coalesce(
    case when w.version = ${version} then w.config end,
    (select h.config from public.widget_config_versions h where h.widget_id = w.id and h.version = ${version}),
    (select b.config from public.widget_configurations b where b.id = w.id and b.version = ${version})
  )`;
}
