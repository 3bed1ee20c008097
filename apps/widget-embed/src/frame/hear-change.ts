import type { FrameStore } from './frame-store.ts';
import type { PublicHttp } from './public-http.ts';

/**
 * Takes in a live change. Where a section of it cannot be drawn, the server is asked, so that an open widget looks as
 * it would after a reload; without an answer the next catching-up after a reconnect asks.
 */
export async function hearChange(payload: unknown, store: FrameStore, http: Pick<PublicHttp, 'config'>): Promise<void> {
  if (store.applyChange(payload)) return;
  const answer = await http.config();
  if (answer.ok) store.applyBootstrap(answer.value);
}
