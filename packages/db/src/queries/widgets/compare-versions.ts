import { z } from 'zod';
import type { CompareVersions, VersionComparison } from '@blunari/schema/api';
import { compareConfigs } from '@blunari/schema/config/compare-configs';
import { appError } from '@blunari/schema/errors';
import { err, ok, type Result } from '@blunari/schema/result';
import type { Tx } from '../../client.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import { configAt } from './config-at.ts';

const configSchema = z.record(z.string(), z.json()).nullable();

const bothSchema = z.array(z.object({ before: configSchema, after: configSchema }));

/**
 * What differs between two versions of a widget, field by field.
 * Fails with not_found for another tenant's widget and for a version that never was.
 */
export async function compareVersions(
  tx: Tx,
  { widgetId, from, to }: CompareVersions,
): Promise<Result<VersionComparison>> {
  const rows = await tx.$queryRaw`
    select ${configAt(Prisma.sql`${from}::int`)} as before, ${configAt(Prisma.sql`${to}::int`)} as after
    from public.widget_configurations w
    where w.id = ${widgetId}::uuid`;
  const both = bothSchema.parse(rows)[0];
  if (!both) return err(appError('not_found', 'This widget does not exist.'));
  if (!both.before || !both.after) return err(appError('not_found', 'This widget never had one of these versions.'));
  return ok({ from, to, changes: compareConfigs(both.before, both.after) });
}
