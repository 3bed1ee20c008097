import { z } from 'zod';
import { entryIdSchema } from '../ids.ts';
import { localizedText } from '../text.ts';
import { appearanceDefaults, appearanceSchema } from './appearance.ts';
import { scheduleDefaults, scheduleSchema } from './schedule.ts';
import { textsDefaults, textsSchema } from './texts.ts';

/** Party sizes that may be booked online. Children are covers. */
const partySchema = z
  .strictObject({
    min: z.number().int().min(1).max(20),
    max: z.number().int().min(1).max(50),
    default: z.number().int().min(1).max(50),
  })
  .refine((party) => party.min <= party.max, {
    message: 'The smallest party must not be above the largest.',
    path: ['max'],
  })
  .refine((party) => party.default >= party.min && party.default <= party.max, {
    message: 'The suggested party must lie between the smallest and the largest.',
    path: ['default'],
  });

const rulesSchema = z.strictObject({
  /** Least notice before a table, in minutes. */
  leadMinutes: z.number().int().min(0).max(43_200),
  /** How many days ahead the book is open; 0 days ahead is today. */
  horizonDays: z.number().int().min(1).max(730),
});

/** A part of the house that is counted by itself, such as a terrace. */
const areaSchema = z.strictObject({
  order: z.number().int().min(0).max(10_000),
  name: localizedText(40),
  /** Covers there at once. */
  seats: z.number().int().min(1).max(2000),
});

const capacitySchema = z.strictObject({
  /** Covers in the house at once. */
  seats: z.number().int().min(1).max(2000),
  /** Most covers arriving at one offered time; 0 = no pacing. */
  pacingCovers: z.number().int().min(0).max(500),
  /** How long a party sits, in minutes, by the smallest party size it holds from. */
  turnMinutes: z
    .record(z.string().regex(/^([1-9]|[1-4]\d|50)$/, 'Party sizes are 1 to 50.'), z.number().int().min(30).max(480))
    .refine((turns) => Object.hasOwn(turns, '1'), 'Say how long a party of 1 sits.'),
  /** Time between two parties at one table, in minutes. */
  bufferMinutes: z.number().int().min(0).max(60),
  /** Beside the main area, whose covers are `seats`. Parties are seated there by staff; guests book the main one. */
  areas: z
    .record(entryIdSchema, areaSchema)
    .refine((areas) => Object.keys(areas).length <= 12, 'At most 12 areas.')
    .refine((areas) => !Object.hasOwn(areas, 'main'), 'The main area is there already.')
    .exactOptional(),
});

const formSchema = z.strictObject({
  phone: z.enum(['required', 'optional', 'off']),
  notes: z.enum(['optional', 'off']),
});

/** Sections in the order the editor shows them; each is parsed by itself when a stored config is read. */
export const bookingSections = {
  appearance: appearanceSchema,
  texts: textsSchema,
  party: partySchema,
  schedule: scheduleSchema,
  rules: rulesSchema,
  capacity: capacitySchema,
  form: formSchema,
} as const;

export const bookingConfigSchema = z.strictObject({ schemaVersion: z.literal(1), ...bookingSections });

export type BookingConfig = z.infer<typeof bookingConfigSchema>;

export const bookingDefaults = {
  schemaVersion: 1,
  appearance: appearanceDefaults,
  texts: textsDefaults,
  party: { min: 1, max: 8, default: 2 },
  schedule: scheduleDefaults,
  rules: { leadMinutes: 60, horizonDays: 60 },
  capacity: { seats: 40, pacingCovers: 12, turnMinutes: { '1': 90, '3': 105, '5': 120, '7': 150 }, bufferMinutes: 0 },
  form: { phone: 'required', notes: 'optional' },
} satisfies BookingConfig;
