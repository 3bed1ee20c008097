import { z } from 'zod';
import { entryIdSchema } from '../ids.ts';
import { localizedText } from '../text.ts';
import { localTimeSchema, weekdaySchema } from '../time.ts';
import { appearanceDefaults, appearanceSchema } from './appearance.ts';
import { textsDefaults, textsSchema } from './texts.ts';

const priceMinor = z.number().int().min(0).max(100_000_000);

/** What can be ordered. `serves` guests are fed by one unit; a `person` unit serves 1, a `flat` price is paid once. */
const packageSchema = z.strictObject({
  order: z.number().int().min(0).max(10_000),
  name: localizedText(80),
  text: localizedText(400),
  unit: z.enum(['person', 'tray', 'flat']),
  priceMinor,
  serves: z.number().int().min(1).max(1000),
  /** Fewest units that may be ordered; for `person` this is the fewest guests. */
  min: z.number().int().min(1).max(5000),
  active: z.boolean(),
});

export type CateringPackage = z.infer<typeof packageSchema>;

const eventSchema = z
  .strictObject({
    /** Least notice in days. */
    leadDays: z.number().int().min(0).max(90),
    horizonDays: z.number().int().min(1).max(730),
    days: z.array(weekdaySchema).max(7),
    from: localTimeSchema,
    to: localTimeSchema,
    stepMinutes: z.union([z.literal(15), z.literal(30), z.literal(60)]),
  })
  .refine((event) => event.from < event.to, { message: '"From" must be before "to".', path: ['to'] });

const guestsSchema = z
  .strictObject({ min: z.number().int().min(1).max(500), max: z.number().int().min(1).max(5000) })
  .refine((guests) => guests.min <= guests.max, {
    message: 'The fewest guests must not be above the most.',
    path: ['max'],
  });

const menuSchema = z.strictObject({
  packages: z
    .record(entryIdSchema, packageSchema)
    .refine((packages) => Object.keys(packages).length <= 60, 'At most 60 packages.'),
});

const priceSchema = z.strictObject({
  tax: z.enum(['included', 'added', 'none']),
  taxBp: z.number().int().min(0).max(10_000),
  serviceBp: z.number().int().min(0).max(3000),
  /** Smallest order before service and tax, in minor units. */
  minimumMinor: priceMinor,
});

export const cateringSections = {
  appearance: appearanceSchema,
  texts: textsSchema,
  event: eventSchema,
  guests: guestsSchema,
  menu: menuSchema,
  price: priceSchema,
} as const;

export const cateringConfigSchema = z.strictObject({ schemaVersion: z.literal(1), ...cateringSections });

export type CateringConfig = z.infer<typeof cateringConfigSchema>;

export const cateringDefaults = {
  schemaVersion: 1,
  appearance: appearanceDefaults,
  texts: textsDefaults,
  event: {
    leadDays: 2,
    horizonDays: 365,
    days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat'],
    from: '08:00',
    to: '20:00',
    stepMinutes: 30,
  },
  guests: { min: 10, max: 300 },
  menu: { packages: {} },
  price: { tax: 'added', taxBp: 2000, serviceBp: 0, minimumMinor: 15_000 },
} satisfies CateringConfig;
