import type { Tx } from '@blunari/db';

/** When a visitor last saw the widget; the newest day with views knows it. */
export async function lastViewOf(tx: Tx, tenantId: string, widgetId: string): Promise<Date | null> {
  const day = await tx.widgetAnalyticsDay.findFirst({
    where: { tenantId, widgetId, dimension: 'total', lastViewAt: { not: null } },
    orderBy: { localDate: 'desc' },
    select: { lastViewAt: true },
  });
  return day?.lastViewAt ?? null;
}
