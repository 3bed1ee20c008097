import { addDays } from '@blunari/schema/calendar';
import { Button } from '@blunari/ui/button';
import { EmptyState } from '@blunari/ui/empty-state';
import { IconButton } from '@blunari/ui/icon-button';
import { Page } from '@blunari/ui/page';
import { SkeletonRows } from '@blunari/ui/skeleton-rows';
import { WithPanel } from '@blunari/ui/with-panel';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { BookingPanel } from '../../shared/bookings/BookingPanel.tsx';
import { BookingTable } from '../../shared/bookings/BookingTable.tsx';
import { countBookings } from '../../shared/bookings/booking-counts.ts';
import { useBookings } from '../../shared/bookings/use-bookings.ts';
import { useOpenDetails } from '../../shared/details/use-open-details.ts';
import { usePlace } from '../../shared/place/use-place.ts';
import { useToday } from '../../shared/place/use-today.ts';
import { FailedPanel } from '../../shared/screens/FailedPanel.tsx';
import { ScreenTop } from '../../shared/screens/ScreenTop.tsx';
import { useTitle } from '../../shared/screens/use-title.ts';
import { formatLocalDate } from '../../shared/time/local-time.ts';

export interface BookingsPageProps {
  /** `YYYY-MM-DD`; today when undefined. */
  date: string | undefined;
  onDateChange: (date: string | undefined) => void;
}

/** One day's bookings; new ones slide into their place. */
export function BookingsPage({ date, onDateChange }: BookingsPageProps) {
  const today = useToday();
  const place = usePlace();
  const shown = date ?? today?.localDate;
  const bookings = useBookings(shown);
  const details = useOpenDetails('booking');
  useTitle('Bookings');
  const failed = place.isError && !place.data ? place : bookings.isError && !bookings.data ? bookings : null;
  const go = (days: number) => shown !== undefined && onDateChange(toSearch(addDays(shown, days), today?.localDate));
  return (
    <>
      <ScreenTop
        title="Bookings"
        start={
          <div className="flex items-center gap-1 max-md:hidden">
            <DayPicker shown={shown} onGo={go} onDateChange={(day) => onDateChange(toSearch(day, today?.localDate))} />
            {shown !== today?.localDate && (
              <Button size="sm" onPress={() => onDateChange(undefined)}>
                Today
              </Button>
            )}
          </div>
        }
      />
      <WithPanel panel={<BookingPanel openId={details.openId} onClose={details.close} />}>
        <Page>
          <div className="-ms-3 mb-2 flex items-center gap-1 md:hidden">
            <DayPicker shown={shown} onGo={go} onDateChange={(day) => onDateChange(toSearch(day, today?.localDate))} />
            {shown !== today?.localDate && (
              <Button size="sm" onPress={() => onDateChange(undefined)}>
                Today
              </Button>
            )}
          </div>
          {failed ? (
            <FailedPanel what="The bookings" error={failed.error} onRetry={() => void failed.refetch()} />
          ) : !bookings.data || !place.data || shown === undefined ? (
            <SkeletonRows label="The bookings are on their way" rows={8} />
          ) : (
            <>
              <Summary rows={bookings.data} />
              {bookings.data.length === 0 ? (
                <EmptyState drawing="list" title={`No bookings yet for ${formatLocalDate(shown)}.`}>
                  They appear here the moment a guest books.
                </EmptyState>
              ) : (
                <BookingTable
                  caption={`Bookings on ${formatLocalDate(shown)}`}
                  rows={bookings.data}
                  timeZone={place.data.timeZone}
                  openId={details.openId}
                  onOpen={details.open}
                />
              )}
            </>
          )}
        </Page>
      </WithPanel>
    </>
  );
}

/** Today has the plain address. */
function toSearch(day: string, today: string | undefined): string | undefined {
  return day === today ? undefined : day;
}

function Summary({ rows }: { rows: Parameters<typeof countBookings>[0] }) {
  const { parties, covers, toConfirm } = countBookings(rows);
  const words = [
    `${parties} ${parties === 1 ? 'party' : 'parties'}`,
    `${covers} ${covers === 1 ? 'cover' : 'covers'}`,
    ...(toConfirm > 0 ? [`${toConfirm} to confirm`] : []),
  ];
  return <p className="mt-0 mb-3 text-13 text-ink-2 tabular-nums">{words.join(', ')}</p>;
}

interface DayPickerProps {
  shown: string | undefined;
  onGo: (days: number) => void;
  onDateChange: (day: string) => void;
}

function DayPicker({ shown, onGo, onDateChange }: DayPickerProps) {
  return (
    <>
      <IconButton icon={ChevronLeft} label="Day before" isDirectional size="sm" onPress={() => onGo(-1)} />
      <label className="relative rounded-sm px-1 py-0.5 text-14 font-medium whitespace-nowrap focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-focus hover:bg-hover">
        <span aria-hidden>{shown === undefined ? '…' : formatLocalDate(shown, 'short')}</span>
        <input
          type="date"
          aria-label="Day"
          value={shown ?? ''}
          onChange={(event) => event.currentTarget.value && onDateChange(event.currentTarget.value)}
          onClick={(event) => event.currentTarget.showPicker()}
          className="absolute inset-0 size-full cursor-pointer opacity-0"
        />
      </label>
      <IconButton icon={ChevronRight} label="Day after" isDirectional size="sm" onPress={() => onGo(1)} />
    </>
  );
}
