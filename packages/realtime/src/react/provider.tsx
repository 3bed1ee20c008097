import { createContext, type ReactNode, useEffect } from 'react';
import type { Realtime } from '../create-realtime.ts';

export const RealtimeContext = createContext<Realtime | null>(null);

export interface RealtimeProviderProps {
  /** Made outside React, once for the page, and closed by its maker. */
  readonly realtime: Realtime;
  readonly children: ReactNode;
}

/** Gives the connection to the hooks below and starts it, on the client only. */
export function RealtimeProvider({ realtime, children }: RealtimeProviderProps) {
  useEffect(() => realtime.start(), [realtime]);
  return <RealtimeContext value={realtime}>{children}</RealtimeContext>;
}
