import type { Book, QuarterLoad } from '@blunari/schema/booking';
import { bookingDefaults, parseStoredConfig, type BookingConfig } from '@blunari/schema/config';
import { timeZoneSchema } from '@blunari/schema/time';
import { createRestaurantClock } from '../tenant/restaurant-clock.ts';

export interface StoredBook {
  readonly config: unknown;
  readonly version: number;
  readonly timeZone: string;
  /** Quarter hours that hold something. */
  readonly slots: readonly QuarterHour[];
}

export interface QuarterHour extends QuarterLoad {
  readonly slot: string | Date;
}

/** A book as the database tells it, made usable: sections of the config that cannot be read fall back to defaults. */
export function toBook({ config, version, timeZone, slots }: StoredBook): Book {
  const usable = timeZoneSchema.catch('UTC').parse(timeZone);
  return {
    config: readBookingConfig(config),
    version,
    timeZone: usable,
    clock: createRestaurantClock(usable),
    load: toLoad(slots),
  };
}

export function toLoad(slots: readonly QuarterHour[]): ReadonlyMap<number, QuarterLoad> {
  return new Map(slots.map(({ slot, covers, arrivals }) => [new Date(slot).getTime(), { covers, arrivals }]));
}

function readBookingConfig(stored: unknown): BookingConfig {
  const parsed = parseStoredConfig('booking', stored);
  return parsed.type === 'booking' ? parsed.config : bookingDefaults;
}
