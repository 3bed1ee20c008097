import { addDays } from '@blunari/schema/calendar';

/** A calendar day of a restaurant, in instants. */
export interface Day {
  readonly localDate: string;
  readonly from: Date;
  /** Where the next day begins. */
  readonly to: Date;
}

export interface RebuildFacts {
  /** What was asked for, both included; `null`: as far as there are events. */
  readonly firstDay: string | null;
  readonly lastDay: string | null;
  /** Where an earlier run stopped. */
  readonly nextDay: string | null;
  /** IANA; empty while nobody has chosen. */
  readonly timeZone: string;
  /** Events before it may be gone. */
  readonly rawSince: Date | null;
  /** `null`: there are none. */
  readonly firstEventAt: Date | null;
  readonly now: Date;
}

/**
 * The days that are left to count, oldest first. Only whole days whose events are all there; without any event none,
 * rather than setting to zero what cannot be counted again.
 */
export function daysToRebuild(facts: RebuildFacts): readonly Day[] {
  const { timeZone, firstEventAt, rawSince } = facts;
  if (timeZone === '' || !firstEventAt) return [];
  // Some days more on both sides: the totals may still be dated as in another zone, up to 26 hours away.
  const earliest = addDays(dateOf(firstEventAt, timeZone), -1);
  const latest = addDays(dateOf(facts.now, timeZone), 2);
  // ISO 8601 sorts as time does.
  const [first = earliest] = [earliest, facts.firstDay ?? '', facts.nextDay ?? ''].toSorted().toReversed();
  const last = facts.lastDay !== null && facts.lastDay < latest ? facts.lastDay : latest;
  const days: Day[] = [];
  for (let localDate = first; localDate <= last; localDate = addDays(localDate, 1)) {
    const from = startOf(localDate, timeZone);
    const isWhole = !rawSince || from >= rawSince;
    if (isWhole) days.push({ localDate, from, to: startOf(addDays(localDate, 1), timeZone) });
  }
  return days;
}

function dateOf(instant: Date, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .toString();
}

function startOf(localDate: string, timeZone: string): Date {
  return new Date(Temporal.PlainDate.from(localDate).toZonedDateTime(timeZone).epochMilliseconds);
}
