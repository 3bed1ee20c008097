import { z } from 'zod';
import { invalidInput } from '../errors.ts';
import { err, ok, type Result } from '../result.ts';
import { bookingConfigSchema, bookingDefaults, bookingSections, type BookingConfig } from './booking.ts';
import { cateringConfigSchema, cateringDefaults, cateringSections, type CateringConfig } from './catering.ts';

export const widgetTypes = ['booking', 'catering'] as const;

export const widgetTypeSchema = z.enum(widgetTypes);

export type WidgetType = z.infer<typeof widgetTypeSchema>;

/** A config with the type it belongs to, so that a switch on `type` narrows it. */
export type WidgetConfig =
  | { readonly type: 'booking'; readonly config: BookingConfig }
  | { readonly type: 'catering'; readonly config: CateringConfig };

/** A config as read from the database: always usable, with what had to be replaced by defaults. */
export type StoredConfig = WidgetConfig & {
  /** Sections whose stored value could not be read, and why; the dashboard shows them. */
  readonly problems: readonly { readonly section: string; readonly message: string }[];
};

export function defaultConfigOf(type: WidgetType): WidgetConfig {
  return type === 'booking' ? { type, config: bookingDefaults } : { type, config: cateringDefaults };
}

/**
 * The check before a save: the whole config, nothing unknown, nothing missing. Never the patch alone: two valid edits
 * can merge into an invalid whole, such as a minimum above a maximum.
 */
export function parseConfig(type: WidgetType, input: unknown): Result<WidgetConfig> {
  if (type === 'booking') {
    const parsed = bookingConfigSchema.safeParse(input);
    return parsed.success ? ok({ type, config: parsed.data }) : err(invalidInput(parsed.error));
  }
  const parsed = cateringConfigSchema.safeParse(input);
  return parsed.success ? ok({ type, config: parsed.data }) : err(invalidInput(parsed.error));
}

/**
 * Reads a stored config section by section, so that one bad value, written by a tool past our API,
 * never breaks a restaurant's page: that section falls back to its default and is reported.
 */
export function parseStoredConfig(type: WidgetType, input: unknown): StoredConfig {
  const whole = parseConfig(type, input);
  if (whole.ok) return { ...whole.value, problems: [] };
  const stored = z.record(z.string(), z.unknown()).catch({}).parse(input);
  return type === 'booking' ? repairBooking(stored) : repairCatering(stored);
}

function repairBooking(stored: Record<string, unknown>): StoredConfig {
  const problems: { section: string; message: string }[] = [];
  const read = readSection(stored, problems);
  return {
    type: 'booking',
    config: {
      schemaVersion: 1,
      appearance: read('appearance', bookingSections.appearance, bookingDefaults.appearance),
      texts: read('texts', bookingSections.texts, bookingDefaults.texts),
      party: read('party', bookingSections.party, bookingDefaults.party),
      schedule: read('schedule', bookingSections.schedule, bookingDefaults.schedule),
      rules: read('rules', bookingSections.rules, bookingDefaults.rules),
      capacity: read('capacity', bookingSections.capacity, bookingDefaults.capacity),
      form: read('form', bookingSections.form, bookingDefaults.form),
    },
    problems,
  };
}

function repairCatering(stored: Record<string, unknown>): StoredConfig {
  const problems: { section: string; message: string }[] = [];
  const read = readSection(stored, problems);
  return {
    type: 'catering',
    config: {
      schemaVersion: 1,
      appearance: read('appearance', cateringSections.appearance, cateringDefaults.appearance),
      texts: read('texts', cateringSections.texts, cateringDefaults.texts),
      event: read('event', cateringSections.event, cateringDefaults.event),
      guests: read('guests', cateringSections.guests, cateringDefaults.guests),
      menu: read('menu', cateringSections.menu, cateringDefaults.menu),
      price: read('price', cateringSections.price, cateringDefaults.price),
    },
    problems,
  };
}

function readSection(stored: Record<string, unknown>, problems: { section: string; message: string }[]) {
  return <Schema extends z.ZodType>(section: string, schema: Schema, fallback: z.infer<Schema>): z.infer<Schema> => {
    const parsed = schema.safeParse(stored[section]);
    if (parsed.success) return parsed.data;
    problems.push({ section, message: invalidInput(parsed.error).message });
    return fallback;
  };
}
