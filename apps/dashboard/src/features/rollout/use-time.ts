import { useNow } from '../../shared/time/use-now.ts';

/** The operator's own clock: tenants have time zones, the platform has none. */
export function useTime(): { readonly timeZone: string; readonly nowMs: number } {
  const nowMs = useNow(30_000);
  return { timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone, nowMs };
}
