import type { WidgetType } from '@blunari/schema/config';
import type { Steps } from '@blunari/schema/insights';
import { conversionNames, formatNumber } from '../words/metrics.ts';
import { stepName } from './step-names.ts';

/** One bar of the way from seeing a widget to a conversion. */
export interface FunnelRow {
  readonly id: string;
  readonly name: string;
  readonly sessions: number;
  /** Sessions one bar earlier; of the first bar its own. */
  readonly before: number;
  /** Share of those that went on to here; null for the first bar, and where nobody was there. */
  readonly goOn: number | null;
  /** Whether most of those who had begun are lost just before here. */
  readonly isWorst: boolean;
}

/** The bars of a widget: all sessions, those that used each step, and those that converted. */
export function funnelRows(widget: WidgetType, { sessions, convertedSessions, steps }: Steps): readonly FunnelRow[] {
  const bars = [
    { id: 'seen', name: 'Saw the widget', sessions },
    ...steps.map((step) => ({ id: step.step, name: stepName(step.step), sessions: step.sessions })),
    { id: 'converted', name: widget === 'booking' ? 'Booked' : 'Asked', sessions: convertedSessions },
  ];
  const rows = bars.map((bar, index) => {
    const before = bars[index - 1]?.sessions ?? bar.sessions;
    return { ...bar, before, goOn: index === 0 || before === 0 ? null : bar.sessions / before };
  });
  // Whoever only sees the widget has not begun: that bar is always the steepest and says little.
  const begun = rows.slice(2).flatMap(({ goOn }) => goOn ?? []);
  const worst = begun.length === 0 ? null : Math.min(...begun);
  return rows.map((row, index) => ({
    ...row,
    isWorst: index >= 2 && row.goOn !== null && row.goOn === worst && worst < 1,
  }));
}

/** What the bars say, in a sentence. */
export function funnelSentence(widget: WidgetType, rows: readonly FunnelRow[]): string {
  const [first] = rows;
  const last = rows.at(-1);
  if (!first || !last || first.sessions === 0) return 'Nobody saw the widget in this time.';
  const { one, many } = conversionNames(widget);
  const led = `${formatNumber(last.sessions)} of ${formatNumber(first.sessions)} sessions led to ${last.sessions === 1 ? `a ${one}` : many}.`;
  const worst = rows.findIndex(({ isWorst }) => isWorst);
  const [at, from] = [rows[worst], rows[worst - 1]];
  if (!at || !from || at.before <= at.sessions) return led;
  return `${led} Most who began leave at “${from.name}”: ${formatNumber(at.before - at.sessions)} of ${formatNumber(at.before)}.`;
}
