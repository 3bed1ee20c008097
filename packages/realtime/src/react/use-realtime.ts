import { useContext } from 'react';
import type { Realtime } from '../create-realtime.ts';
import { RealtimeContext } from './provider.tsx';

/** The connection itself, for `retry()`. */
export function useRealtime(): Realtime {
  const realtime = useContext(RealtimeContext);
  if (realtime === null) throw new Error('Wrap the component in <RealtimeProvider realtime={...}>.');
  return realtime;
}
