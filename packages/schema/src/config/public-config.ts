import type { BookingConfig } from './booking.ts';
import type { CateringConfig } from './catering.ts';
import type { WidgetConfig } from './widget-config.ts';

/**
 * What visitors may see: an allow-list of whole sections, never "all but".
 * The broadcast trigger in packages/db names the same sections; a test there compares the two.
 */
export const publicSections = {
  booking: ['appearance', 'texts', 'party', 'form'],
  catering: ['appearance', 'texts', 'event', 'guests', 'menu', 'price'],
} as const;

export type PublicBookingConfig = Pick<BookingConfig, (typeof publicSections.booking)[number]>;
export type PublicCateringConfig = Pick<CateringConfig, (typeof publicSections.catering)[number]>;
export type PublicConfig =
  | { readonly type: 'booking'; readonly config: PublicBookingConfig }
  | { readonly type: 'catering'; readonly config: PublicCateringConfig };

export function toPublicConfig(widget: WidgetConfig): PublicConfig {
  if (widget.type === 'booking') {
    const { appearance, texts, party, form } = widget.config;
    return { type: 'booking', config: { appearance, texts, party, form } };
  }
  const { appearance, texts, event, guests, menu, price } = widget.config;
  return { type: 'catering', config: { appearance, texts, event, guests, menu, price } };
}
