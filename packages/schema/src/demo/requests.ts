import { addDays, weekdayOf } from '../calendar.ts';
import { estimate, type Estimate } from '../catering/estimate.ts';
import type { CateringConfig, CateringPackage } from '../config/catering.ts';
import type { WallTime } from './wall-time.ts';

export interface DemoRequest {
  readonly eventAt: Date;
  readonly guests: number;
  readonly packageId: string;
  readonly chosen: CateringPackage;
  readonly estimate: Estimate;
  readonly status: 'new' | 'quoted' | 'accepted';
  readonly contactName: string;
  readonly company: string;
  readonly notes: string;
  readonly createdAt: Date;
}

export interface RequestPlan {
  readonly inDays: number;
  readonly localTime: string;
  readonly guests: number;
  readonly packageId: string;
  readonly status: DemoRequest['status'];
  readonly contactName: string;
  readonly company: string;
  readonly notes: string;
  readonly askedHoursAgo: number;
}

export const greenForkPlans: readonly RequestPlan[] = [
  plan(9, '12:30', 45, 'garden-buffet', 'new', 'Nadia Osman', 'Studio Navile', 'Two guests use wheelchairs.', 3),
  plan(6, '12:00', 20, 'desk-lunch', 'new', 'Ben Archer', 'Kirkgate Press', '', 20),
  plan(24, '18:00', 60, 'celebration', 'quoted', 'Leila Hart', '', 'A 60th birthday, with speeches.', 52),
  plan(13, '08:30', 24, 'breakfast-tray', 'accepted', 'Ravi Menon', 'Aire Valley Software', '', 96),
];

export const luciaPlans: readonly RequestPlan[] = [
  plan(11, '18:00', 25, 'aperitivo', 'new', 'Sara Neri', 'Galleria Neri', 'Inaugurazione di una mostra.', 5),
];

/** Requests on days the caterer works, with the estimate that the widget would have shown. */
export function demoRequests(
  plans: readonly RequestPlan[],
  config: CateringConfig,
  instantOf: WallTime,
  today: string,
  now: Date,
): readonly DemoRequest[] {
  return plans.flatMap(({ inDays, localTime, askedHoursAgo, ...request }) => {
    const chosen = config.menu.packages[request.packageId];
    if (!chosen) return [];
    const eventAt = instantOf(nextWorkingDay(config, addDays(today, inDays)), localTime);
    const createdAt = new Date(now.getTime() - askedHoursAgo * 3_600_000);
    return [{ ...request, chosen, eventAt, createdAt, estimate: estimate(chosen, request.guests, config.price) }];
  });
}

function nextWorkingDay(config: CateringConfig, day: string): string {
  const week = Array.from({ length: 7 }, (_, days) => addDays(day, days));
  return week.find((each) => config.event.days.includes(weekdayOf(each))) ?? day;
}

function plan(
  inDays: number,
  localTime: string,
  guests: number,
  packageId: string,
  status: DemoRequest['status'],
  contactName: string,
  company: string,
  notes: string,
  askedHoursAgo: number,
): RequestPlan {
  return { inDays, localTime, guests, packageId, status, contactName, company, notes, askedHoursAgo };
}
