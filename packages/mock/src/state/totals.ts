import type { WidgetTotals } from '@blunari/schema/insights';
import { tenantTopic } from '@blunari/schema/realtime';
import { isoOf, type Backend } from './backend.ts';
import { sessionsOf } from '../insights/sessions-of.ts';
import { clockIn } from './clock.ts';
import type { MockState } from './mock-state.ts';
import type { EventRecord, NewEvent, TenantRecord } from './records.ts';
import { widgetsOf } from './widgets.ts';

/** What a widget counted on one of its restaurant's days. */
export type DayTotals = Pick<
  WidgetTotals,
  'views' | 'interactions' | 'conversions' | 'sessions' | 'convertedSessions'
> & { readonly lastViewAtMs: number | null };

const nothing: DayTotals = {
  views: 0,
  interactions: 0,
  conversions: 0,
  sessions: 0,
  convertedSessions: 0,
  lastViewAtMs: null,
};

export const dayKey = (widgetId: string, localDate: string): string => `${widgetId} ${localDate}`;

/** Totals of each widget of a restaurant on one of its days; zeros where nothing happened. */
export function totalsOn(state: MockState, tenant: TenantRecord, localDate: string): readonly WidgetTotals[] {
  return widgetsOf(state, tenant.id).map(({ id }) => totalsOf(state, id, localDate));
}

function totalsOf(state: MockState, widgetId: string, localDate: string): WidgetTotals {
  const { lastViewAtMs: _, ...earlier } = state.earlierDays.get(dayKey(widgetId, localDate)) ?? nothing;
  const events = eventsOf(state, widgetId);
  const today = events.filter((event) => event.localDate === localDate);
  const count = (type: EventRecord['type']): number => today.filter((event) => event.type === type).length;
  const sessions = sessionsOf(events).filter((session) => session.localDate === localDate);
  const lastViewAtMs = lastViewOf(state, widgetId, events);
  return {
    id: widgetId,
    version: state.events.size,
    localDate,
    views: earlier.views + count('view'),
    interactions: earlier.interactions + count('interaction'),
    conversions: earlier.conversions + count('conversion'),
    sessions: earlier.sessions + sessions.length,
    convertedSessions: earlier.convertedSessions + sessions.filter(({ isConverted }) => isConverted).length,
    ...(lastViewAtMs === null ? {} : { lastViewAt: isoOf(lastViewAtMs) }),
  };
}

const eventsOf = (state: MockState, widgetId: string): readonly EventRecord[] =>
  [...state.events.values()].filter((event) => event.widgetId === widgetId);

function lastViewOf(state: MockState, widgetId: string, events: readonly EventRecord[]): number | null {
  const earlier = [...state.earlierDays]
    .filter(([key]) => key.startsWith(`${widgetId} `))
    .map(([, day]) => day.lastViewAtMs ?? 0);
  const views = events.filter((event) => event.type === 'view').map((event) => event.atMs);
  const newest = Math.max(0, ...earlier, ...views);
  return newest === 0 ? null : newest;
}

/** Stores events that are new and tells the restaurant its totals of the newest of their days. */
export function recordEvents(backend: Backend, tenant: TenantRecord, events: readonly NewEvent[]): void {
  const { state, now, tell } = backend;
  const clock = clockIn(tenant.place.timeZone);
  const fresh = events
    .filter(({ id }) => !state.events.has(id))
    .map((event) => ({ ...event, localDate: clock.localOf(event.atMs).localDate }));
  for (const event of fresh) state.events.set(event.id, event);
  for (const [widgetId, own] of Map.groupBy(fresh, (event) => event.widgetId)) {
    const newest = own.reduce((last, event) => (event.atMs > last.atMs ? event : last));
    const totals = totalsOf(state, widgetId, newest.localDate);
    tell(tenantTopic(tenant.id), 'insights.tick', { ...totals, committedAt: isoOf(now()) });
  }
}
