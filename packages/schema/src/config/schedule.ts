import { z } from 'zod';
import { entryIdSchema } from '../ids.ts';
import { localizedText } from '../text.ts';
import { localDateSchema, localTimeSchema, weekdaySchema } from '../time.ts';

/** A sitting that passes midnight takes its last guests by this hour: a later one is a slip of the keyboard. */
const latestAfterMidnight = '06:00';

/**
 * A named service. Guests may arrive from `from` until `lastArrival`, every `slotMinutes`.
 * `lastArrival` earlier than `from` lies after midnight and belongs to the day on which the sitting began.
 */
const sittingSchema = z
  .strictObject({
    order: z.number().int().min(0).max(10_000),
    name: localizedText(40),
    days: z.array(weekdaySchema).max(7),
    from: localTimeSchema,
    lastArrival: localTimeSchema,
    active: z.boolean(),
  })
  .refine(({ from, lastArrival }) => from <= lastArrival || lastArrival <= latestAfterMidnight, {
    message: `"From" must be before "last arrival"; past midnight it may be ${latestAfterMidnight} at most.`,
    path: ['lastArrival'],
  });

export type Sitting = z.infer<typeof sittingSchema>;

/** Days on which nothing is sold, both ends included. */
const closureSchema = z
  .strictObject({
    order: z.number().int().min(0).max(10_000),
    from: localDateSchema,
    to: localDateSchema,
    reason: localizedText(80),
  })
  .refine((closure) => closure.from <= closure.to, { message: '"From" must not be after "to".', path: ['to'] });

export type Closure = z.infer<typeof closureSchema>;

const atMost = (count: number, what: string) => ({
  check: (map: object): boolean => Object.keys(map).length <= count,
  message: `At most ${count} ${what}.`,
});
const sittingLimit = atMost(49, 'sittings');
const closureLimit = atMost(200, 'closures');

export const scheduleSchema = z.strictObject({
  /** Distance between offered times, in minutes. */
  slotMinutes: z.union([z.literal(15), z.literal(30), z.literal(60)]),
  sittings: z.record(entryIdSchema, sittingSchema).refine(sittingLimit.check, sittingLimit.message),
  closures: z.record(entryIdSchema, closureSchema).refine(closureLimit.check, closureLimit.message),
});

export type Schedule = z.infer<typeof scheduleSchema>;

export const scheduleDefaults = {
  slotMinutes: 15,
  sittings: {
    dinner: {
      order: 0,
      name: { en: 'Dinner' },
      days: ['tue', 'wed', 'thu', 'fri', 'sat', 'sun'],
      from: '18:30',
      lastArrival: '21:30',
      active: true,
    },
  },
  closures: {},
} satisfies Schedule;
