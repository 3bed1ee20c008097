import type { Place, PublicCateringConfig } from '@blunari/schema/config';
import type { WidgetCallbacks } from '../flow/use-first-use.ts';
import { guestText } from '../i18n/guest-text.ts';
import { messagesFor } from '../i18n/locale.ts';
import { WidgetShell } from '../parts/WidgetShell.tsx';
import type { CateringApi } from './catering-api.ts';
import { CateringFlow } from './CateringFlow.tsx';
import type { CateringStep } from './catering-state.ts';

export type { CateringApi, RequestInput } from './catering-api.ts';
export type { CateringStep } from './catering-state.ts';

export interface CateringWidgetProps extends WidgetCallbacks<CateringStep> {
  readonly config: PublicCateringConfig;
  readonly place: Place;
  readonly locale: string;
  readonly api: CateringApi;
  /** Draws everything, sends nothing, and says so at the end. */
  readonly preview?: boolean;
  readonly hostFont?: string;
  readonly onLocale?: (locale: string) => void;
}

/** Asks for catering: event, package with a live estimate, contact, sent. It is a request, and says so. */
export function CateringWidget(props: CateringWidgetProps) {
  const { config, place, locale, hostFont, onLocale } = props;
  const messages = messagesFor(locale);
  return (
    <WidgetShell
      appearance={config.appearance}
      place={place}
      locale={locale}
      hostFont={hostFont}
      onLocale={onLocale}
      label={guestText(config.texts.title, locale, messages.catering)}
      footer={place.city === '' ? place.name : messages.localTimes(place.city)}
    >
      <CateringFlow {...props} />
    </WidgetShell>
  );
}
