import { BookingWidget, type BookingApi } from '@blunari/widgets/booking';
import type { CateringApi, CateringWidget } from '@blunari/widgets/catering';
import type { WidgetCallbacks } from '@blunari/widgets/flow';
import { pickLocale } from '@blunari/widgets/locale';
import { PausedWidget } from '@blunari/widgets/paused';
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { FrameState, FrameStore } from './frame-store.ts';
import { PlaceHeader } from './PlaceHeader.tsx';
import { plainLooks } from './plain-looks.ts';
import { useSpokenLocale } from './use-spoken-locale.ts';

export interface FrameAppProps {
  /** Loaded only for a catering widget: booking, the usual one, need not carry it. */
  readonly Catering: typeof CateringWidget | null;
  readonly store: FrameStore;
  readonly api: BookingApi & CateringApi;
  readonly callbacks: WidgetCallbacks<string>;
  /** The guest's languages, most wanted first. */
  readonly languages: readonly string[];
  readonly isPreview: boolean;
  /** Opened by itself, as a page of its own. */
  readonly isPage: boolean;
  /** Takes the guest's choice of a language, where somebody else decides it. */
  readonly onLocale?: (locale: string) => void;
}

export function FrameApp(props: FrameAppProps) {
  const { Catering, store, api, callbacks, languages, isPreview, isPage } = props;
  const state = useSyncExternalStore(store.subscribe, store.get);
  const [chosenLocale, setChosenLocale] = useState('');
  const { place, hostLang } = state;
  const wishes = [chosenLocale, hostLang, ...languages].filter((wish) => wish !== '');
  const locale = useSpokenLocale(pickLocale(wishes, place.locales, place.defaultLocale));
  useEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);
  const liveVersion = useLiveVersion(state);
  // A restaurant's page shows nothing where a widget is not active, but a guest who was using it, or who opened it by
  // itself, is told; and a preview shows how.
  const isTold = liveVersion !== null || isPage || (isPreview && state.widget !== null);
  const paused = state.isActive || !isTold ? null : (state.widget?.config.appearance ?? plainLooks);
  const looks = { place, locale, hostFont: state.hostFont, onLocale: props.onLocale ?? setChosenLocale };
  const { widget } = state;
  return (
    <>
      {isPage && <PlaceHeader place={place} />}
      {paused && <PausedWidget {...looks} type={state.type} appearance={paused} />}
      {liveVersion !== null && (
        // A pause of a moment must not cost a guest what they have typed.
        <div className="stays" hidden={!state.isActive}>
          {widget?.type === 'booking' && (
            <BookingWidget
              {...looks}
              {...callbacks}
              config={widget.config}
              version={liveVersion}
              shownStep={state.shownStep}
              api={api}
              preview={isPreview}
            />
          )}
          {widget?.type === 'catering' && Catering && (
            <Catering {...looks} {...callbacks} config={widget.config} api={api} preview={isPreview} />
          )}
        </div>
      )}
    </>
  );
}

/** The newest version that was active since the frame was opened; null for none. A paused widget asks for no times. */
function useLiveVersion({ isActive, version }: FrameState): number | null {
  const [liveVersion, setLiveVersion] = useState(isActive ? version : null);
  if (isActive && liveVersion !== version) setLiveVersion(version);
  return liveVersion;
}
