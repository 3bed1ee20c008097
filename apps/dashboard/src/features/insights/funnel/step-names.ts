import type { WidgetType } from '@blunari/schema/config';
import type { widgetSteps } from '@blunari/schema/insights/steps';

type Step = (typeof widgetSteps)[WidgetType][number];

const names = {
  party: 'Party size',
  date: 'Date',
  time: 'Time',
  details: 'Details',
  event: 'Event',
  package: 'Package',
  contact: 'Contact',
} as const satisfies Record<Step, string>;

/** A step as guests see it headed; one that a newer widget has goes by its own name. */
export function stepName(step: string): string {
  return new Map<string, string>(Object.entries(names)).get(step) ?? step;
}
