import type { WidgetType } from '@blunari/schema/config';
import {
  periodFrom,
  sumNumbers,
  type ComparedQuestion,
  type DayClock,
  type InsightNumbers,
  type Period,
} from '@blunari/schema/insights';
import type { QuarterCounts } from '@blunari/schema/insights/answers';
import { ok, type Result } from '@blunari/schema/result';
import { clockIn, dayStartMs } from '../state/clock.ts';
import { findTenant } from '../state/members.ts';
import type { MockState } from '../state/mock-state.ts';
import type { EventRecord, TenantRecord, WidgetRecord } from '../state/records.ts';
import { widgetsOf } from '../state/widgets.ts';
import { rollUp, wishesOf, type DayRow, type DayWish } from './roll-up.ts';

/** What every question needs. */
export interface Desk {
  readonly tenant: TenantRecord;
  readonly clock: DayClock;
  /** Those that are asked about, booking first. */
  readonly widgets: readonly WidgetRecord[];
  readonly events: readonly EventRecord[];
  readonly rows: readonly DayRow[];
  readonly wishes: readonly DayWish[];
  /** Counts by the moment or the quarter hour they are of, in order. */
  readonly moments: readonly QuarterCounts[];
}

/** Opens it for somebody who works there; else not_found. */
export function openDesk(
  { state, userId }: { readonly state: MockState; readonly userId: string },
  { tenantId, widget }: { readonly tenantId: string; readonly widget?: WidgetType | undefined },
): Result<Desk> {
  const tenant = findTenant(state, userId, tenantId);
  if (!tenant.ok) return tenant;
  const { timeZone } = tenant.value.place;
  const widgets = widgetsOf(state, tenantId).filter(({ type }) => widget === undefined || type === widget);
  const ids = new Set(widgets.map(({ id }) => id));
  const events = [...state.events.values()].filter(({ widgetId }) => ids.has(widgetId));
  const earlier = state.earlierRows.filter(({ widgetId }) => ids.has(widgetId));
  const localClock = clockIn(timeZone);
  const clock = {
    localOf: (instantMs: number) => localClock.localOf(instantMs),
    startOfDayMs: (localDate: string) => dayStartMs(localDate, timeZone),
  };
  const quarters = state.earlierQuarters.filter(({ widgetId }) => ids.has(widgetId));
  const moments = [...quarters, ...events.map(momentOf)].toSorted((one, other) => one.atMs - other.atMs);
  const wishes = [...state.earlierWishes.filter(({ widgetId }) => ids.has(widgetId)), ...wishesOf(events)];
  return ok({ tenant: tenant.value, clock, widgets, events, rows: [...earlier, ...rollUp(events)], wishes, moments });
}

function momentOf({ atMs, type }: EventRecord): QuarterCounts {
  return {
    atMs,
    views: type === 'view' ? 1 : 0,
    interactions: type === 'interaction' ? 1 : 0,
    conversions: type === 'conversion' ? 1 : 0,
  };
}

/** The period that a question compares with; null where it asks for none. */
export function comparedPeriod({
  period,
  comparedFrom,
}: Pick<ComparedQuestion, 'period' | 'comparedFrom'>): Period | null {
  return comparedFrom === undefined ? null : periodFrom(comparedFrom, period);
}

/** What sessions of a period wanted. */
export function wishesIn({ wishes }: Desk, { from, to }: Period): readonly DayWish[] {
  return wishes.filter(({ localDate }) => localDate >= from && localDate <= to);
}

/** Rows of a period under a dimension. */
export function rowsIn(rows: readonly DayRow[], period: Period, dimension: string): readonly DayRow[] {
  return rows.filter(
    (row) => row.dimension === dimension && row.localDate >= period.from && row.localDate <= period.to,
  );
}

/** Rows added up by what they have in common. */
export function sumBy(rows: readonly DayRow[], keyOf: (row: DayRow) => string): ReadonlyMap<string, InsightNumbers> {
  const groups = Map.groupBy(rows, keyOf);
  return new Map([...groups].map(([key, own]) => [key, sumNumbers(own)]));
}
