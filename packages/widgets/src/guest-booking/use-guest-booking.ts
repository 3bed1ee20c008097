import type { GuestBooking } from '@blunari/schema/booking';
import type { AppError } from '@blunari/schema/errors';
import { useCallback, useEffect, useState } from 'react';
import type { GuestBookingApi } from './guest-booking-api.ts';

type Shown =
  | { readonly status: 'loading' }
  | { readonly status: 'failed' }
  /** No booking has this link. */
  | { readonly status: 'unknown' }
  | { readonly status: 'ready'; readonly booking: GuestBooking };

interface GuestBookingHook {
  readonly shown: Shown;
  readonly isSending: boolean;
  /** Why the last try to cancel failed. */
  readonly failure: AppError | null;
  readonly reload: () => void;
  readonly cancel: () => Promise<void>;
}

/** The booking of a guest's link, and cancelling it once. */
export function useGuestBooking(api: GuestBookingApi): GuestBookingHook {
  const [shown, setShown] = useState<Shown>({ status: 'loading' });
  const [isSending, setIsSending] = useState(false);
  const [failure, setFailure] = useState<AppError | null>(null);
  const [round, setRound] = useState(0);

  useEffect(() => {
    let isCurrent = true;
    const load = async (): Promise<void> => {
      const found = await api.read();
      if (!isCurrent) return;
      if (found.ok) setShown({ status: 'ready', booking: found.value });
      else setShown({ status: found.error.code === 'not_found' ? 'unknown' : 'failed' });
    };
    void load();
    return () => {
      isCurrent = false;
    };
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- a new round asks the same question again
  }, [api, round]);

  const reload = useCallback(() => {
    setShown({ status: 'loading' });
    setRound((count) => count + 1);
  }, []);

  const cancel = async (): Promise<void> => {
    if (isSending) return;
    setIsSending(true);
    setFailure(null);
    const cancelled = await api.cancel();
    setIsSending(false);
    if (cancelled.ok) setShown({ status: 'ready', booking: cancelled.value });
    // It has become too late, or the restaurant was faster: what is true now says why.
    else if (cancelled.error.code === 'outside_rules') setRound((count) => count + 1);
    else setFailure(cancelled.error);
  };
  return { shown, isSending, failure, reload, cancel };
}
