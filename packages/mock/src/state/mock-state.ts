import type { QuarterCounts } from '@blunari/schema/insights/answers';
import type { DayRow, DayWish } from '../insights/roll-up.ts';
import type { BookingRecord, EventRecord, PersonRecord, RequestRecord, TenantRecord, WidgetRecord } from './records.ts';
import { createRollout, type RolloutRecord } from '../rollout/rollout-record.ts';
import type { DayTotals } from './totals.ts';

/** Everything that the database would keep, by id. */
export interface MockState {
  readonly people: Map<string, PersonRecord>;
  readonly tenants: Map<string, TenantRecord>;
  readonly widgets: Map<string, WidgetRecord>;
  readonly bookings: Map<string, BookingRecord>;
  readonly requests: Map<string, RequestRecord>;
  readonly events: Map<string, EventRecord>;
  /** What was counted before the first event here, by `dayKey`. */
  readonly earlierDays: Map<string, DayTotals>;
  /** The same by dimensions, by quarter hours, and what was wanted and not to be had. */
  readonly earlierRows: DayRow[];
  readonly earlierQuarters: (QuarterCounts & { readonly widgetId: string })[];
  readonly earlierWishes: DayWish[];
  readonly rollout: RolloutRecord;
}

export function createState(): MockState {
  return {
    people: new Map(),
    tenants: new Map(),
    widgets: new Map(),
    bookings: new Map(),
    requests: new Map(),
    events: new Map(),
    earlierDays: new Map(),
    earlierRows: [],
    earlierQuarters: [],
    earlierWishes: [],
    rollout: createRollout(),
  };
}
