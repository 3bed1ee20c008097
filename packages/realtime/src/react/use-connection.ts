import { useSyncExternalStore } from 'react';
import type { ConnectionState } from '../connection/state.ts';
import { useRealtime } from './use-realtime.ts';

/** The state of the connection. Renders again only when it changes. */
export function useConnection(): ConnectionState {
  const { onConnectionChange, getConnection } = useRealtime();
  return useSyncExternalStore(onConnectionChange, getConnection, getConnection);
}
