import type { WidgetType } from '../config/widget-config.ts';
import { insightDimensions } from '../insights/dimension.ts';
import { noNumbers, type InsightNumbers } from '../insights/numbers.ts';
import { demoLeadTimes, demoSteps, demoWorth, type DemoAudience } from './audience.ts';
import { divide, type Shares } from './divide.ts';
import type { DemoDay } from './totals.ts';

/** What a day counts under a value of a dimension. */
export interface DemoDayRow extends InsightNumbers {
  readonly dimension: string;
  readonly value: string;
}

/** A day by each dimension as the database counts it; the values of each add up to the whole day, `total`. */
export function demoDayRows(day: DemoDay, type: WidgetType, audience: DemoAudience): readonly DemoDayRow[] {
  const { views, interactions, conversions, sessions } = day;
  const worth = demoWorth[type];
  const whole: InsightNumbers = {
    views,
    interactions,
    conversions,
    sessions,
    convertedSessions: conversions,
    covers: conversions * worth.covers,
    valueMinor: conversions * worth.valueMinor,
  };
  return [
    { dimension: 'total', value: '', ...whole },
    ...insightDimensions.flatMap((dimension) => rowsOf(dimension, whole, audience[dimension])),
    ...stepRows(whole, demoSteps[type]),
    ...rowsOf('lead', { ...whole, views: 0, interactions: 0, sessions: 0, convertedSessions: 0 }, demoLeadTimes[type]),
  ];
}

function rowsOf(dimension: string, whole: InsightNumbers, shares: Shares): readonly DemoDayRow[] {
  const parts = (total: number) => divide(total, shares);
  const [views, interactions, conversions] = [parts(whole.views), parts(whole.interactions), parts(whole.conversions)];
  const [sessions, converted] = [parts(whole.sessions), parts(whole.convertedSessions)];
  const [covers, valueMinor] = [parts(whole.covers), parts(whole.valueMinor)];
  return Object.keys(shares).map((value) => ({
    dimension,
    value,
    views: views[value] ?? 0,
    interactions: interactions[value] ?? 0,
    conversions: conversions[value] ?? 0,
    sessions: sessions[value] ?? 0,
    convertedSessions: converted[value] ?? 0,
    covers: covers[value] ?? 0,
    valueMinor: valueMinor[value] ?? 0,
  }));
}

/** Interactions by their step, all else under none; and the sessions that came so far: whoever converts used all steps. */
function stepRows(whole: InsightNumbers, steps: Shares): readonly DemoDayRow[] {
  const used = Object.entries(divide(whole.interactions, steps));
  return [
    { dimension: 'step', value: '', ...whole, interactions: 0 },
    ...used.map(([value, interactions]) => ({ dimension: 'step', value, ...noNumbers, interactions })),
    ...Object.entries(steps).map(([value, share]) => ({
      dimension: 'funnel',
      value,
      ...noNumbers,
      sessions: Math.max(whole.conversions, Math.round((whole.sessions * share) / 100)),
      convertedSessions: whole.convertedSessions,
    })),
  ];
}
