import type { WidgetType } from '../../config/widget-config.ts';
import type { Steps } from '../funnel.ts';
import { widgetSteps } from '../steps.ts';

/** Sessions, and those of them that converted. */
export interface SessionCounts {
  readonly sessions: number;
  readonly convertedSessions: number;
}

/** A widget's steps in its order, those that no session used included; steps that it does not have any more are left out. */
export function fillSteps(widget: WidgetType, all: SessionCounts, byStep: ReadonlyMap<string, SessionCounts>): Steps {
  const { sessions, convertedSessions } = all;
  let before = sessions;
  const steps = widgetSteps[widget].map((step) => {
    const counts = byStep.get(step) ?? { sessions: 0, convertedSessions: 0 };
    const lost = Math.max(0, before - counts.sessions);
    before = counts.sessions;
    return { step, sessions: counts.sessions, convertedSessions: counts.convertedSessions, lost };
  });
  return { sessions, convertedSessions, steps };
}
