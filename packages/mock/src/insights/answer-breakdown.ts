import {
  insightLimits,
  noNumbers,
  sumNumbers,
  type Breakdown,
  type BreakdownPart,
  type BreakdownQuestion,
  type InsightNumbers,
  type Period,
} from '@blunari/schema/insights';
import { comparedPeriod, rowsIn, sumBy, type Desk } from './desk.ts';
import { sessionsOf } from './sessions-of.ts';

type ByValue = ReadonlyMap<string, InsightNumbers>;

/** A period by the values of a dimension; under a filter sessions alone. */
export function answerBreakdown(desk: Desk, question: BreakdownQuestion): Breakdown {
  const comparedDays = comparedPeriod(question);
  const now = valuesIn(desk, question.period, question);
  const then = comparedDays && valuesIn(desk, comparedDays, question);
  const ranked = [...now.keys()].toSorted(byRank(now));
  const shown = ranked.slice(0, insightLimits.maxValues);
  const isCombination = question.filter !== undefined;
  const besides = (numbers: InsightNumbers | undefined): { compared?: BreakdownPart } =>
    then ? { compared: toPart(numbers ?? noNumbers, isCombination) } : {};
  const rows = shown.map((value) => ({
    value,
    ...toPart(now.get(value) ?? noNumbers, isCombination),
    ...besides(then?.get(value)),
  }));
  const others = (all: ByValue): readonly InsightNumbers[] =>
    [...all].flatMap(([value, numbers]) => (shown.includes(value) ? [] : numbers));
  const { dimension } = question;
  if (others(now).length + (then ? others(then).length : 0) === 0) return { dimension, rows };
  const rest = { values: others(now).length, ...toPart(sumNumbers(others(now)), isCombination) };
  return { dimension, rows, rest: { ...rest, ...besides(then ? sumNumbers(others(then)) : undefined) } };
}

function valuesIn(desk: Desk, period: Period, { dimension, filter }: BreakdownQuestion): ByValue {
  if (!filter) return sumBy(rowsIn(desk.rows, period, dimension), ({ value }) => value);
  const sessions = sessionsOf(desk.events).filter(
    ({ localDate, traits }) =>
      localDate >= period.from && localDate <= period.to && traits[filter.dimension] === filter.value,
  );
  const byValue = Map.groupBy(sessions, ({ traits }) => traits[dimension]);
  return new Map(
    [...byValue].map(([value, own]) => {
      const convertedSessions = own.filter(({ isConverted }) => isConverted).length;
      return [value, { ...noNumbers, sessions: own.length, convertedSessions }];
    }),
  );
}

const byRank =
  (all: ByValue) =>
  (one: string, other: string): number => {
    const [first, second] = [all.get(one) ?? noNumbers, all.get(other) ?? noNumbers];
    return (
      second.sessions - first.sessions ||
      second.conversions - first.conversions ||
      second.views - first.views ||
      (one < other ? -1 : 1)
    );
  };

function toPart({ sessions, convertedSessions, ...more }: InsightNumbers, isCombination: boolean): BreakdownPart {
  return { sessions, convertedSessions, more: isCombination ? null : more };
}
