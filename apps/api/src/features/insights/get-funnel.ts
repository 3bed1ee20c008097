import { readCombinedSteps, readDays, readValues, type Tx } from '@blunari/db';
import {
  funnelQuestionSchema,
  funnelSchema,
  sumNumbers,
  type Funnel,
  type FunnelQuestion,
  type InsightFilter,
  type Period,
  type Steps,
} from '@blunari/schema/insights';
import { fillSteps, type SessionCounts } from '@blunari/schema/insights/answers';
import { procedure } from '../../trpc/init.ts';
import { comparedPeriod } from './compared-period.ts';
import { answerAtDesk, type InsightDesk } from './open-desk.ts';
import { valueOf } from './value-of.ts';

/** From first sight to conversion, step by step, a funnel for each widget; under a filter for 30 days at most. */
export const getFunnel = procedure
  .input(funnelQuestionSchema)
  .output(funnelSchema)
  .query(({ ctx, input }) => answerAtDesk(ctx, input, answerFunnel));

export async function answerFunnel(tx: Tx, desk: InsightDesk, question: FunnelQuestion): Promise<Funnel> {
  const compared = comparedPeriod(question);
  const now = await readFunnel(tx, desk, question.period, question.filter);
  if (!compared) return now;
  const then = await readFunnel(tx, desk, compared, question.filter);
  return now.map((own, index) => ({ ...own, compared: then[index]?.now }));
}

async function readFunnel(
  tx: Tx,
  desk: InsightDesk,
  period: Period,
  filter: InsightFilter | undefined,
): Promise<Funnel> {
  return filter ? combinedFunnel(tx, desk, period, filter) : rolledUpFunnel(tx, desk, period);
}

async function rolledUpFunnel(tx: Tx, { widgets, scope }: InsightDesk, period: Period): Promise<Funnel> {
  const funnel: { widget: Funnel[number]['widget']; now: Steps }[] = [];
  // A transaction is one connection: its queries go one after the other.
  for (const { id, type } of widgets) {
    const own = { tenantId: scope.tenantId, widgetIds: [id] };
    const all = sumNumbers([...(await readDays(tx, own, period, valueOf(undefined))).values()]);
    funnel.push({ widget: type, now: fillSteps(type, all, await readValues(tx, own, period, 'funnel')) });
  }
  return funnel;
}

async function combinedFunnel(
  tx: Tx,
  { widgets, scope }: InsightDesk,
  period: Period,
  filter: InsightFilter,
): Promise<Funnel> {
  const counted = await readCombinedSteps(tx, scope, period, filter);
  const none: SessionCounts = { sessions: 0, convertedSessions: 0 };
  return widgets.map(({ id, type }) => {
    const byStep = new Map(counted.filter(({ widgetId }) => widgetId === id).map((counts) => [counts.step, counts]));
    return { widget: type, now: fillSteps(type, byStep.get('') ?? none, byStep) };
  });
}
