import { insightDimensions } from '../insights/dimension.ts';
import { leadTimeOf } from '../insights/lead-time.ts';
import { noNumbers, type InsightNumbers } from '../insights/numbers.ts';
import type { DemoVisit } from './visits.ts';

/** What is counted of a day under a value of a dimension. */
export interface DemoRow extends InsightNumbers {
  readonly localDate: string;
  readonly dimension: string;
  readonly value: string;
}

/** What is counted in the quarter hour that begins at an instant (Unix ms). */
export type DemoQuarter = Pick<InsightNumbers, 'views' | 'interactions' | 'conversions'> & { readonly atMs: number };

/** A row that is still counted. */
type OpenRow = { -readonly [Name in keyof DemoRow]: DemoRow[Name] };

/** What visits count to, as the database counts events: `total`, each dimension, the way through the steps, who saw no time, days ahead. */
export function rollUpVisits(visits: readonly DemoVisit[]): readonly DemoRow[] {
  const rows = new Map<string, OpenRow>();
  for (const visit of visits) {
    for (const [dimension, value, numbers] of partsOf(visit)) {
      const key = `${visit.localDate} ${dimension} ${value}`;
      const row = rows.get(key);
      if (row) addTo(row, numbers);
      else rows.set(key, { localDate: visit.localDate, dimension, value, ...numbers });
    }
  }
  return [...rows.values()];
}

/** In place: there are a quarter of a million of them. */
function addTo(row: OpenRow, numbers: InsightNumbers): void {
  row.views += numbers.views;
  row.interactions += numbers.interactions;
  row.conversions += numbers.conversions;
  row.sessions += numbers.sessions;
  row.convertedSessions += numbers.convertedSessions;
  row.covers += numbers.covers;
  row.valueMinor += numbers.valueMinor;
}

type Part = readonly [dimension: string, value: string, numbers: InsightNumbers];

function partsOf(visit: DemoVisit): readonly Part[] {
  const { traits, views, reached, wish, conversion } = visit;
  const session = { ...noNumbers, sessions: 1, convertedSessions: conversion ? 1 : 0 };
  const { covers = 0, valueMinor = 0 } = conversion ?? {};
  const worth = { conversions: conversion ? 1 : 0, covers, valueMinor };
  const all = { ...session, ...worth, views, interactions: interactionsOf(visit) };
  return [
    ['total', '', all],
    ...insightDimensions.map((dimension): Part => [dimension, traits[dimension], all]),
    ...reached.map((name): Part => ['funnel', name, session]),
    ...(wish ? [['turned_away', 'any', session] as const] : []),
    ...(conversion ? [['lead', leadTimeOf(conversion.leadDays), { ...noNumbers, ...worth }] as const] : []),
  ];
}

const interactionsOf = ({ reached, wish }: DemoVisit): number => reached.length + (wish ? 1 : 0);

const quarterMs = 900_000;

/** What visits count to by the quarter hour, in order. */
export function quartersOfVisits(visits: readonly DemoVisit[]): readonly DemoQuarter[] {
  const byQuarter = Map.groupBy(visits, ({ startsAt }) => Math.floor(startsAt.getTime() / quarterMs) * quarterMs);
  return [...byQuarter]
    .toSorted(([one], [other]) => one - other)
    .map(([atMs, own]) => ({
      atMs,
      views: own.reduce((sum, { views }) => sum + views, 0),
      interactions: own.reduce((sum, visit) => sum + interactionsOf(visit), 0),
      conversions: own.filter(({ conversion }) => conversion !== null).length,
    }));
}
