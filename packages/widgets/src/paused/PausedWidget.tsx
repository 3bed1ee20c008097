import type { Appearance, Place } from '@blunari/schema/config';
import { messagesFor } from '../i18n/locale.ts';
import { CallLink } from '../parts/CallLink.tsx';
import { WidgetShell } from '../parts/WidgetShell.tsx';

interface PausedWidgetProps {
  readonly type: 'booking' | 'catering';
  readonly appearance: Appearance;
  readonly place: Place;
  readonly locale: string;
  readonly hostFont?: string;
  readonly onLocale?: (locale: string) => void;
}

/** What a guest sees where a widget is not active: that it is not, and how to reach the restaurant. */
export function PausedWidget({ type, appearance, place, locale, hostFont, onLocale }: PausedWidgetProps) {
  const messages = messagesFor(locale);
  const title = type === 'booking' ? messages.pausedBooking : messages.pausedCatering;
  return (
    <WidgetShell
      appearance={appearance}
      place={place}
      locale={locale}
      hostFont={hostFont}
      onLocale={onLocale}
      label={title}
      footer={place.name}
    >
      <div className="bw-in bw-paused">
        <h2>{title}</h2>
        {place.phone !== '' && (
          <>
            <p className="bw-sub bw-intro">{messages.pausedText}</p>
            <CallLink phone={place.phone} isMain />
          </>
        )}
      </div>
    </WidgetShell>
  );
}
