import type { Tx } from '@blunari/db';
import type { WidgetTotals } from '@blunari/schema/insights';
import { lastViewOf } from './last-view-of.ts';

/** Totals of each of a restaurant's widgets on one of its days; zeros where nothing happened. */
export async function readTotals(tx: Tx, tenantId: string, localDate: string): Promise<readonly WidgetTotals[]> {
  const widgets = await tx.widgetConfiguration.findMany({
    where: { tenantId },
    select: { id: true },
    orderBy: { widgetType: 'asc' },
  });
  const totals: WidgetTotals[] = [];
  // A transaction is one connection: its queries go one after the other.
  for (const { id } of widgets) totals.push(await totalsOf(tx, tenantId, id, localDate));
  return totals;
}

async function totalsOf(tx: Tx, tenantId: string, widgetId: string, localDate: string): Promise<WidgetTotals> {
  const day = new Date(`${localDate}T00:00:00Z`);
  const counts = await tx.widgetAnalyticsDay.findFirst({
    where: { tenantId, widgetId, localDate: day, dimension: 'total' },
  });
  const lastViewAt = await lastViewOf(tx, tenantId, widgetId);
  return {
    id: widgetId,
    version: Number(counts?.version ?? 0),
    localDate,
    views: counts?.views ?? 0,
    interactions: counts?.interactions ?? 0,
    conversions: counts?.conversions ?? 0,
    sessions: counts?.sessions ?? 0,
    convertedSessions: counts?.convertedSessions ?? 0,
    ...(lastViewAt ? { lastViewAt: lastViewAt.toISOString() } : {}),
  };
}
