import {
  bookingDefaults,
  cateringDefaults,
  parseStoredConfig,
  type BookingConfig,
  type CateringConfig,
} from '@blunari/schema/config';
import type { JsonObject } from '@blunari/schema/config/merge-patch';
import { z } from 'zod';
import type { MockState } from './mock-state.ts';
import { widgetsOf } from './widgets.ts';

const jsonSchema = z.record(z.string(), z.json());

/** A config as it is stored. */
export const toStored = (config: object): JsonObject => jsonSchema.parse(config);

/** Stored settings of a booking widget; sections that cannot be read fall back to their defaults. */
export function readBooking(stored: JsonObject): BookingConfig {
  const parsed = parseStoredConfig('booking', stored);
  return parsed.type === 'booking' ? parsed.config : bookingDefaults;
}

export function readCatering(stored: JsonObject): CateringConfig {
  const parsed = parseStoredConfig('catering', stored);
  return parsed.type === 'catering' ? parsed.config : cateringDefaults;
}

/** The settings that a restaurant's tables are sold by. */
export function bookingConfigOf(state: MockState, tenantId: string): BookingConfig {
  const widget = widgetsOf(state, tenantId).find(({ type }) => type === 'booking');
  return widget ? readBooking(widget.config) : bookingDefaults;
}
