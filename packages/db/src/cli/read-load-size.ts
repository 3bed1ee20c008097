import { z } from 'zod';
import type { LoadSize } from '../seed/load/seed-load.ts';

const countOf = (name: string, most: number, least: number): z.ZodType<number> =>
  z
    .stringFormat('digits', /^\d{1,12}$/, { error: `--${name} is a number, such as --${name} ${most / 100}.` })
    .transform(Number)
    .pipe(
      z
        .number()
        .min(least, { error: `--${name} is at least ${least}.` })
        .max(most, { error: `--${name} is at most ${most}.` }),
    );

const sizeSchema = z
  .object({
    tenants: countOf('tenants', 1_000_000, 1),
    events: countOf('events', 1_000_000_000, 0),
  })
  .transform(({ tenants, events }): LoadSize => ({ tenantCount: tenants, eventCount: events }));

/**
 * How much `db:seed --tenants 10000 --events 5000000` asks for; `undefined` where it asks for the demo.
 * Throws with a sentence that says which is wrong.
 */
export function readLoadSize(values: { readonly tenants?: string; readonly events?: string }): LoadSize | undefined {
  if (values.tenants === undefined && values.events === undefined) return undefined;
  const { success, data, error } = sizeSchema.safeParse({ tenants: '1', events: '0', ...values });
  if (!success) throw new Error(error.issues.map(({ message }) => message).join(' '));
  return data;
}
