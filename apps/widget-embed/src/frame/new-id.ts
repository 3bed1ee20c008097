import { uuidv7 } from '@blunari/schema/identifiers';

/** A new UUIDv7. `getRandomValues` also works on pages without https, where `randomUUID` is missing. */
export function newIdAt(nowMs: number): string {
  return uuidv7(nowMs, (bytes) => {
    // A fresh array of our own: the platform's types allow no shared memory here.
    bytes.set(crypto.getRandomValues(new Uint8Array(bytes.length)));
    return bytes;
  });
}
