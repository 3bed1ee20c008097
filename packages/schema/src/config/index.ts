export { appearanceSchema, type Appearance } from './appearance.ts';
export { bookingConfigSchema, bookingDefaults, type BookingConfig } from './booking.ts';
export { cateringConfigSchema, cateringDefaults, type CateringConfig, type CateringPackage } from './catering.ts';
export { textsSchema, type Texts } from './texts.ts';
export { scheduleSchema, type Closure, type Schedule, type Sitting } from './schedule.ts';
export {
  defaultConfigOf,
  parseConfig,
  parseStoredConfig,
  widgetTypeSchema,
  widgetTypes,
  type StoredConfig,
  type WidgetConfig,
  type WidgetType,
} from './widget-config.ts';
export {
  publicSections,
  toPublicConfig,
  type PublicBookingConfig,
  type PublicCateringConfig,
  type PublicConfig,
} from './public-config.ts';
export { publishModeSchema, type PublishMode } from './publish-mode.ts';
export { placeSchema, type Place } from './place.ts';
export { parseStoredPlace } from './parse-stored-place.ts';
