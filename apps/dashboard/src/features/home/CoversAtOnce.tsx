import type { BookingRow } from '@blunari/schema/booking';
import { minutesOf } from '@blunari/schema/calendar';
import { type BookingConfig, parseStoredConfig } from '@blunari/schema/config';
import { BarChart } from '@blunari/ui/bar-chart';
import { Link } from '@blunari/ui/link';
import { SectionHeader } from '@blunari/ui/section-header';
import { Skeleton } from '@blunari/ui/skeleton';
import type { Widget } from '../../data/api-types.ts';
import { useBookings } from '../../shared/bookings/use-bookings.ts';
import { type Today, useToday } from '../../shared/place/use-today.ts';
import { FailedPanel } from '../../shared/screens/FailedPanel.tsx';
import { useTenant } from '../../shared/tenant/tenant-context.ts';
import { formatTime } from '../../shared/time/local-time.ts';
import { useWidgets } from '../../shared/widgets/use-widgets.ts';
import { coversByQuarter } from './covers-by-quarter.ts';
import { openMinutes } from './open-minutes.ts';

/** How full the house is today, quarter hour by quarter hour, against its seats. */
export function CoversAtOnce() {
  const { tenant } = useTenant();
  const today = useToday();
  const bookings = useBookings(today?.localDate);
  const widgets = useWidgets();
  const failed = [bookings, widgets].find((query) => query.isError && !query.data);
  const config = widgets.data && bookingConfigOf(widgets.data);
  return (
    <section aria-labelledby="covers-at-once">
      <SectionHeader
        id="covers-at-once"
        title="Covers at once"
        detail={<span className="max-sm:hidden">by quarter hour</span>}
        end={<Link href={`/${tenant.slug}/bookings`}>Open the day</Link>}
      />
      {failed ? (
        <FailedPanel what="The bookings" error={failed.error} onRetry={() => void failed.refetch()} />
      ) : !bookings.data || !config || !today ? (
        <Skeleton height="144px" />
      ) : (
        <Chart rows={bookings.data} config={config} today={today} />
      )}
    </section>
  );
}

interface ChartProps {
  rows: readonly BookingRow[];
  config: BookingConfig;
  today: Today;
}

function Chart({ rows, config, today: { localDate, timeZone, nowMs } }: ChartProps) {
  const { seats, bufferMinutes } = config.capacity;
  const quarters = coversByQuarter({
    bookings: rows,
    openMinutes: openMinutes(config, localDate),
    timeOf: (instant) => formatTime(instant, timeZone),
    bufferMinutes,
  });
  const [first] = quarters;
  if (!first) {
    return (
      <p className="m-0 border-0 border-t border-line py-3 text-13 text-ink-3">Closed today, and nobody is booked.</p>
    );
  }
  const nowTime = formatTime(nowMs, timeZone);
  const nowAt = (minutesOf(nowTime) - first.fromMinutes) / 15;
  return (
    <BarChart
      label="Covers at once today, by quarter hour"
      bars={quarters.map(({ fromMinutes, localTime, covers }) => ({
        id: String(fromMinutes),
        label: localTime,
        value: covers,
      }))}
      limit={{ value: seats, label: `${seats} covers, full` }}
      {...(nowAt >= 0 && nowAt <= quarters.length ? { now: { at: nowAt, label: nowTime } } : {})}
      labelEvery={quarters.length > 32 ? 8 : 4}
      columns={{ bar: 'Time', value: 'Covers' }}
    />
  );
}

function bookingConfigOf(widgets: readonly Widget[]): BookingConfig | undefined {
  const stored = widgets.find(({ type }) => type === 'booking');
  const parsed = stored && parseStoredConfig(stored.type, stored.config);
  return parsed?.type === 'booking' ? parsed.config : undefined;
}
