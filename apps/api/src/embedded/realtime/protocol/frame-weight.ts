const [LIST, OBJECT, COLON] = Buffer.from('[{:');

/**
 * To read a list, an object or a member of one, and to write it again, takes up to a microsecond, as much as so many letters;
 * measured with Node 26.
 */
const PART_BYTES = 60;

/** What it costs to read a frame, in bytes of plain text. Whatever looks like JSON counts as such, in strings and in binary frames too. */
export function weightOf(frame: Buffer): number {
  let parts = 0;
  for (let index = 0; index < frame.length; index++) {
    const byte = frame[index];
    if (byte === LIST || byte === OBJECT || byte === COLON) parts += 1;
  }
  return frame.length + parts * PART_BYTES;
}
