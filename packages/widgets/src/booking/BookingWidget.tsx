import type { BookingReceipt } from '@blunari/schema/booking';
import type { Place, PublicBookingConfig } from '@blunari/schema/config';
import type { WidgetCallbacks } from '../flow/use-first-use.ts';
import { guestText } from '../i18n/guest-text.ts';
import { messagesFor } from '../i18n/locale.ts';
import { WidgetShell } from '../parts/WidgetShell.tsx';
import { BookingFlow } from './BookingFlow.tsx';
import type { BookingApi } from './booking-api.ts';
import type { BookingStep } from './booking-state.ts';
import type { ShownStep } from './use-shown-step.ts';

export type { BookingApi, BookingInput } from './booking-api.ts';
export type { BookingStep } from './booking-state.ts';
export type { ShownStep } from './use-shown-step.ts';
export type { BookingReceipt };

export interface BookingWidgetProps extends WidgetCallbacks<BookingStep> {
  readonly config: PublicBookingConfig;
  /** Version of the settings; when it changes, the free times are asked for anew. */
  readonly version: number;
  readonly place: Place;
  readonly locale: string;
  readonly api: BookingApi;
  /** Draws everything, books nothing, and says so at the end. */
  readonly preview?: boolean;
  /** The step an editor asks for; another one is opened when it changes. */
  readonly shownStep?: ShownStep | undefined;
  readonly hostFont?: string;
  readonly onLocale?: (locale: string) => void;
}

/** Books a table: party, day, time, details, done. Settings may change at any time without losing what was typed. */
export function BookingWidget(props: BookingWidgetProps) {
  const { config, place, locale, hostFont, onLocale } = props;
  const messages = messagesFor(locale);
  return (
    <WidgetShell
      appearance={config.appearance}
      place={place}
      locale={locale}
      hostFont={hostFont}
      onLocale={onLocale}
      label={guestText(config.texts.title, locale, messages.bookTable)}
      footer={place.city === '' ? place.name : messages.localTimes(place.city)}
    >
      <BookingFlow {...props} />
    </WidgetShell>
  );
}
