import type { z } from 'zod';
import { bookingSections } from './booking.ts';
import { cateringSections } from './catering.ts';
import type { WidgetType } from './widget-config.ts';

/** Faults of a value that is of the right kind all the same: too many, too long, of two that do not go together. */
const faultsOfValue = new Set(['custom', 'too_big', 'too_small', 'not_multiple_of', 'invalid_format']);

/**
 * Whether a form can show a section as it stands: nothing in it is missing, unknown or of another kind, though a value
 * may be one that cannot be stored, such as a last arrival before the first.
 */
export function hasSectionShape(type: WidgetType, section: string, value: unknown): boolean {
  const sections: Readonly<Record<string, z.ZodType>> = type === 'booking' ? bookingSections : cateringSections;
  const parsed = sections[section]?.safeParse(value);
  if (!parsed) return false;
  return parsed.success || parsed.error.issues.every(({ code }) => faultsOfValue.has(code));
}
