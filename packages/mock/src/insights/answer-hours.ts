import { weekdays, weekdayOf } from '@blunari/schema/calendar';
import { boundsOf, liveMinutes, type HeatMap, type Live, type PeriodQuestion } from '@blunari/schema/insights';
import { fillHeatMap, fillMinutes, firstMinuteMs, type HourOfWeekCounts } from '@blunari/schema/insights/answers';
import { isoOf } from '../state/backend.ts';
import type { EventRecord } from '../state/records.ts';
import type { Desk } from './desk.ts';

/** A period by the hours of the week. */
export function answerHeatMap({ moments, clock }: Desk, { period }: PeriodQuestion): HeatMap {
  const { fromMs, toMs } = boundsOf(period, clock);
  const inside = moments.filter(({ atMs }) => atMs >= fromMs && atMs < toMs);
  const byHour = Map.groupBy(inside, ({ atMs }) => {
    const { localDate, minutes } = clock.localOf(atMs);
    return weekdays.indexOf(weekdayOf(localDate)) * 24 + Math.floor(minutes / 60);
  });
  const counted = [...byHour].map(([hourOfWeek, own]): HourOfWeekCounts => {
    const sum = (name: 'views' | 'interactions' | 'conversions'): number =>
      own.reduce((total, counts) => total + counts[name], 0);
    return { hourOfWeek, views: sum('views'), interactions: sum('interactions'), conversions: sum('conversions') };
  });
  return fillHeatMap(counted);
}

const minuteMs = 60_000;

/** The last half hour, minute by minute. */
export function answerLive({ events }: Desk, nowMs: number): Live {
  const firstMs = firstMinuteMs(nowMs);
  const recent = events.filter(({ atMs }) => atMs >= firstMs && atMs <= nowMs);
  const minutes = Array.from({ length: liveMinutes }, (_, minute) => {
    const own = recent.filter(({ atMs }) => Math.floor((atMs - firstMs) / minuteMs) === minute);
    const count = (type: EventRecord['type']): number => own.filter((event) => event.type === type).length;
    const counts = { views: count('view'), interactions: count('interaction'), conversions: count('conversion') };
    return { minute, sessions: sessionCount(own), ...counts };
  });
  return {
    at: isoOf(nowMs),
    sessionsIn5Minutes: sessionCount(recent.filter(({ atMs }) => atMs > nowMs - 5 * minuteMs)),
    sessionsIn30Minutes: sessionCount(recent),
    minutes: fillMinutes(minutes, nowMs),
  };
}

const sessionCount = (events: readonly EventRecord[]): number =>
  new Set(events.flatMap(({ sessionId }) => sessionId ?? [])).size;
