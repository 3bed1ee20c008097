import { Page } from '@blunari/ui/page';
import { WithPanel } from '@blunari/ui/with-panel';
import { BookingPanel } from '../../shared/bookings/BookingPanel.tsx';
import { useOpenDetails } from '../../shared/details/use-open-details.ts';
import { RequestPanel } from '../../shared/requests/RequestPanel.tsx';
import { ScreenTop } from '../../shared/screens/ScreenTop.tsx';
import { useTitle } from '../../shared/screens/use-title.ts';
import { usePlace } from '../../shared/place/use-place.ts';
import { useToday } from '../../shared/place/use-today.ts';
import { formatLocalDate, formatTime } from '../../shared/time/local-time.ts';
import { useTenant } from '../../shared/tenant/tenant-context.ts';
import { CoversAtOnce } from './CoversAtOnce.tsx';
import { EmbedSection } from './EmbedSection.tsx';
import { NewestRequests } from './NewestRequests.tsx';
import { NextToArrive } from './NextToArrive.tsx';
import { TodayNumbers } from './TodayNumbers.tsx';
import { WidgetStates } from '../../shared/widgets/WidgetStates.tsx';

/** The day at a glance: what is coming, what waits for an answer, and how the widgets do. */
export function HomePage() {
  const { tenant } = useTenant();
  const place = usePlace();
  const today = useToday();
  const booking = useOpenDetails('booking');
  const request = useOpenDetails('request');
  useTitle(tenant.name);
  const clock = today && `${formatTime(today.nowMs, today.timeZone)} in ${place.data?.city || tenant.name}`;
  return (
    <>
      <ScreenTop title={today ? formatLocalDate(today.localDate) : 'Today'} detail={clock ?? ' '} />
      <WithPanel
        panel={
          <>
            <BookingPanel openId={booking.openId} onClose={booking.close} />
            <RequestPanel openId={request.openId} onClose={request.close} />
          </>
        }
      >
        <Page>
          <TodayNumbers />
          <div className="mt-8 grid grid-cols-[minmax(0,1fr)] gap-x-12 gap-y-8 @4xl:grid-cols-[minmax(0,1fr)_340px] @6xl:grid-cols-[minmax(0,1fr)_360px]">
            <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] content-start gap-8">
              <CoversAtOnce />
              <NextToArrive details={booking} />
              <NewestRequests details={request} />
            </div>
            <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] content-start gap-8">
              <WidgetStates />
              <EmbedSection />
            </div>
          </div>
        </Page>
      </WithPanel>
    </>
  );
}
