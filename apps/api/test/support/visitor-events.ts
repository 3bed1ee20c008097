import { randomUUID } from 'node:crypto';
import { uuidv7 } from '@blunari/schema/identifiers';

/** A view as a widget sends it. */
export const viewAt = (atMs: number, more: object = {}) => ({
  id: uuidv7(atMs, (bytes) => crypto.getRandomValues(bytes)),
  type: 'view',
  sessionId: randomUUID(),
  ...more,
});

export const viewsNow = (count: number) => Array.from({ length: count }, () => viewAt(Date.now()));
