import type { GuestBookingWidget, GuestBookingWidgetProps } from '@blunari/widgets/guest-booking';
import { UnloadedWidget } from '@blunari/widgets/unloaded';
import { reloadWhenBack } from './reload-when-back.ts';

/** What a guest's link shows, a file of its own; where that does not load, a stand-in that says so. */
export async function loadGuestBooking(): Promise<typeof GuestBookingWidget> {
  try {
    const { GuestBookingWidget: Loaded } = await import('@blunari/widgets/guest-booking');
    return Loaded;
  } catch {
    const again = reloadWhenBack(window);
    return ({ appearance, place, locale, onLocale }: GuestBookingWidgetProps) => (
      <UnloadedWidget {...{ appearance, place, locale, onLocale }} name="yourBooking" onRetry={() => void again()} />
    );
  }
}
