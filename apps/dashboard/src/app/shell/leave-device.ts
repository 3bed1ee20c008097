import type { Session } from '../../data/session.ts';
import { forgetUnsentEdits } from '../../data/unsent-edits.ts';

/**
 * Signs out and drops what this person's changes left on the device. Not before the session has ended, and with it the
 * auto-save: until then a save that is answered keeps once more what is not sent yet.
 */
export async function leaveDevice(session: Pick<Session, 'signOut' | 'subscribe'>, userId: string): Promise<void> {
  const unsubscribe = session.subscribe(() => forgetUnsentEdits(userId));
  try {
    await session.signOut();
  } finally {
    unsubscribe();
  }
}
