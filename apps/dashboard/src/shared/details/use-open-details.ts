import { useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { useRef } from 'react';

export interface OpenDetails {
  /** What the address says is open. */
  readonly openId: string | undefined;
  readonly open: (id: string) => void;
  readonly close: () => void;
}

/** The booking or request whose details are open. It is part of the address: it can be sent, and "back" closes it. */
export function useOpenDetails(kind: 'booking' | 'request'): OpenDetails {
  const { booking, request } = useSearch({ from: '/_staff' });
  const isPanelOpen = booking !== undefined || request !== undefined;
  const navigate = useNavigate();
  const { history } = useRouter();
  const wasOpenedHere = useRef(false);
  return {
    openId: kind === 'booking' ? booking : request,
    open: (id) => {
      if (!isPanelOpen) wasOpenedHere.current = true;
      void navigate({
        to: '.',
        search: (held) => ({ ...held, booking: undefined, request: undefined, [kind]: id }),
        // From one row to the next it stays one step: "back" closes.
        replace: isPanelOpen,
        resetScroll: false,
      });
    },
    close: () => {
      // The entry that opening made is taken back; a page that was opened by its address has none to go back to.
      if (wasOpenedHere.current) history.back();
      else {
        void navigate({
          to: '.',
          search: (held) => ({ ...held, [kind]: undefined }),
          replace: true,
          resetScroll: false,
        });
      }
      wasOpenedHere.current = false;
    },
  };
}
