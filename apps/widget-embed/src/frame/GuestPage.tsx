import type { Place } from '@blunari/schema/config';
import type { GuestBookingApi, GuestBookingWidget } from '@blunari/widgets/guest-booking';
import { pickLocale } from '@blunari/widgets/locale';
import { useEffect, useState } from 'react';
import type { FrameState } from './frame-store.ts';
import { PlaceHeader } from './PlaceHeader.tsx';
import { plainLooks } from './plain-looks.ts';
import { useSpokenLocale } from './use-spoken-locale.ts';

interface GuestPageProps {
  readonly Widget: typeof GuestBookingWidget;
  readonly widget: FrameState['widget'];
  readonly place: Place;
  /** The guest's languages, most wanted first. */
  readonly languages: readonly string[];
  readonly api: GuestBookingApi;
  readonly bookUrl: string;
}

/** The page of a guest's own link. It counts no visit: whoever comes here has booked. */
export function GuestPage({ Widget, widget, place, languages, api, bookUrl }: GuestPageProps) {
  const [chosenLocale, setChosenLocale] = useState('');
  const wishes = [chosenLocale, ...languages].filter((wish) => wish !== '');
  const locale = useSpokenLocale(pickLocale(wishes, place.locales, place.defaultLocale));
  useEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);
  return (
    <>
      <PlaceHeader place={place} />
      <Widget
        appearance={widget?.config.appearance ?? plainLooks}
        place={place}
        locale={locale}
        onLocale={setChosenLocale}
        api={api}
        bookUrl={bookUrl}
      />
    </>
  );
}
