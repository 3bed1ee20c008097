import type { WidgetType } from '@blunari/schema/config';
import { insightTypes } from '@blunari/schema/insights';
import type { VisitPlace, VisitRow } from '@blunari/schema/insights/export';
import { z } from 'zod';
import type { Reader } from './scope.ts';

/** So many events are read at once: some 300 kB as text. */
export const visitsPerPage = 1000;

/** Visitors' words were checked as they came; what an earlier version stored otherwise is left out. */
const wordSchema = z.union([z.string(), z.number()]).nullable().catch(null).default(null);

const detailsSchema = z.object({
  locale: wordSchema,
  step: wordSchema,
  entry: wordSchema,
  kind: wordSchema,
  wantedDate: wordSchema,
  wantedTime: wordSchema,
  partySize: wordSchema,
  rule: wordSchema,
  covers: wordSchema,
  valueMinor: wordSchema,
  leadDays: wordSchema,
});

const rowsSchema = z.array(
  z.object({
    at: z.string(),
    id: z.string(),
    localTime: z.string(),
    widgetId: z.string(),
    type: z.enum(insightTypes),
    sessionId: z.string().nullable(),
    traits: z.tuple([z.string(), z.string(), z.string(), z.string(), z.string(), z.string()]),
    details: detailsSchema,
  }),
);

/** Whose visits: those of some widgets of a restaurant, told on its clock. */
export interface VisitScope {
  readonly tenantId: string;
  readonly timeZone: string;
  readonly widgets: readonly { readonly id: string; readonly type: WidgetType }[];
}

/** Where to read on: the events of some instants (Unix ms), without the last, after a place or from the first on. */
interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
  readonly after: VisitPlace | null;
}

/** The next events, in the order of their time and id; fewer than `visitsPerPage` only where no more follow. */
export async function readVisits(
  tx: Reader,
  { tenantId, timeZone, widgets }: VisitScope,
  { fromMs, toMs, after }: Stretch,
): Promise<readonly VisitRow[]> {
  const types = new Map(widgets.map(({ id, type }) => [id, type]));
  const rows = await tx.$queryRaw`
    select to_char(v.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, v.event_id::text as id,
      to_char(v.at at time zone ${timeZone}::text, 'YYYY-MM-DD HH24:MI:SS') as "localTime", v.widget::text as "widgetId", v.type,
      v.session::text as "sessionId", v.traits, v.details
    from widget_private.exported_visits(
      tenant => ${tenantId}::uuid, widgets => ${[...types.keys()]}::uuid[], since => ${new Date(fromMs).toISOString()}::timestamptz,
      until => ${new Date(toMs).toISOString()}::timestamptz, after_at => ${after?.at ?? null}::timestamptz,
      after_id => ${after?.id ?? null}::uuid
    ) as v
    order by v.at, v.event_id`;
  return rowsSchema.parse(rows).map(({ traits, widgetId, details: { locale, ...details }, ...row }) => {
    const widget = types.get(widgetId);
    const [page, referrer, utmSource, utmMedium, utmCampaign, device] = traits;
    const from = { page, referrer, utmSource, utmMedium, utmCampaign, device };
    if (widget === undefined) throw new Error('A visit of a widget that was not asked for.');
    return { ...row, widget, ...from, language: locale, ...details };
  });
}
