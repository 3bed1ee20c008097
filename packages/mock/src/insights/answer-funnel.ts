import { sumNumbers, type Funnel, type FunnelQuestion, type Period, type Steps } from '@blunari/schema/insights';
import { fillSteps } from '@blunari/schema/insights/answers';
import type { WidgetRecord } from '../state/records.ts';
import { comparedPeriod, rowsIn, sumBy, type Desk } from './desk.ts';
import { sessionsOf } from './sessions-of.ts';

/** From first sight to conversion, widget by widget. */
export function answerFunnel(desk: Desk, question: FunnelQuestion): Funnel {
  const compared = comparedPeriod(question);
  return desk.widgets.map((widget) => ({
    widget: widget.type,
    now: stepsIn(desk, widget, question.period, question),
    ...(compared ? { compared: stepsIn(desk, widget, compared, question) } : {}),
  }));
}

function stepsIn(desk: Desk, widget: WidgetRecord, period: Period, { filter }: FunnelQuestion): Steps {
  if (filter) {
    const sessions = sessionsOf(desk.events).filter(
      (session) =>
        session.widgetId === widget.id &&
        session.localDate >= period.from &&
        session.localDate <= period.to &&
        session.traits[filter.dimension] === filter.value,
    );
    const steps = Map.groupBy(
      sessions.flatMap(({ reached, isConverted }) => [...reached].map((step) => ({ step, isConverted }))),
      ({ step }) => step,
    );
    return fillSteps(widget.type, countOf(sessions), new Map([...steps].map(([step, own]) => [step, countOf(own)])));
  }
  const own = desk.rows.filter(({ widgetId }) => widgetId === widget.id);
  const all = sumNumbers(rowsIn(own, period, 'total'));
  return fillSteps(
    widget.type,
    all,
    sumBy(rowsIn(own, period, 'funnel'), ({ value }) => value),
  );
}

function countOf(sessions: readonly { readonly isConverted: boolean }[]) {
  return { sessions: sessions.length, convertedSessions: sessions.filter(({ isConverted }) => isConverted).length };
}
