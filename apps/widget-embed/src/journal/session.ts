import type { Keep } from './keep.ts';

/** A session is one tab until half an hour of silence. */
const idleMs = 30 * 60_000;

export interface SessionDeps {
  readonly keep: Keep;
  readonly nowMs: () => number;
  readonly newId: () => string;
}

/** Names the visitor's session, as of what the visitor does now. Kept in the tab where that is allowed, else in memory. */
export function createSession({ keep, nowMs, newId }: SessionDeps): () => string {
  let [id = '', used] = keep.read('session').split(' ');
  // Not a number where nothing is kept: then no session is young enough.
  let usedMs = Number(used);
  return () => {
    const atMs = nowMs();
    if (!(Math.abs(atMs - usedMs) <= idleMs)) id = newId();
    usedMs = atMs;
    keep.write('session', `${id} ${atMs}`);
    return id;
  };
}
