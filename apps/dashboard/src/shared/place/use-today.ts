import { localDateAt } from '../time/local-time.ts';
import { useNow } from '../time/use-now.ts';
import { usePlace } from './use-place.ts';

export interface Today {
  readonly localDate: string;
  readonly timeZone: string;
  readonly nowMs: number;
}

/** Now at the restaurant, renewed twice a minute; undefined until its time zone is known. */
export function useToday(): Today | undefined {
  const place = usePlace();
  const nowMs = useNow(30_000);
  if (!place.data) return undefined;
  const { timeZone } = place.data;
  return { localDate: localDateAt(nowMs, timeZone), timeZone, nowMs };
}
