/** NOTIFY carries less than 8000 bytes; the address before each piece takes at most 60 of them. */
const PIECE_BYTES = 7_900;

/** One batch of one process, numbered in the order in which that process sent them. */
export interface Batch {
  readonly from: string;
  readonly number: number;
  readonly text: string;
}

/** Cuts a batch into texts that NOTIFY can carry. Each says whose it is, so that equal ones are not taken for one. */
export function cutBatch({ from, number, text }: Batch): string[] {
  const bytes = Buffer.from(text, 'utf8');
  const pieces: string[] = [];
  for (let start = 0; start < bytes.length || pieces.length === 0;) {
    const end = endOfPiece(bytes, start);
    pieces.push(bytes.toString('utf8', start, end));
    start = end;
  }
  return pieces.map((piece, index) => `${from}.${number}.${index}.${pieces.length}.${piece}`);
}

/** Between two characters: half a one would not be text any more. */
function endOfPiece(bytes: Buffer, start: number): number {
  let end = Math.min(start + PIECE_BYTES, bytes.length);
  while (((bytes[end] ?? 0) & 0b1100_0000) === 0b1000_0000) end -= 1;
  return end;
}

const address = /^([0-9a-f]+)\.(\d{1,15})\.(\d{1,9})\.(\d{1,9})\./;

/**
 * Puts pieces together again. The database delivers those of one transaction in their order and with none of another in
 * between, so one batch is under way at most; the rest of a batch whose beginning was missed is dropped.
 */
export class PieceJoiner {
  #key = '';
  #pieces: string[] = [];

  /** The batch, when this was its last piece. */
  add(notice: string): Batch | undefined {
    const head = address.exec(notice);
    if (!head) return undefined;
    const [prefix, from = '', number = '', index, count] = head;
    const key = `${from}.${number}.${count}`;
    if (key !== this.#key || Number(index) === 0) {
      this.#key = key;
      this.#pieces = [];
    }
    if (Number(index) !== this.#pieces.length) return undefined;
    this.#pieces.push(notice.slice(prefix.length));
    if (this.#pieces.length < Number(count)) return undefined;
    const text = this.#pieces.join('');
    this.#pieces = [];
    return { from, number: Number(number), text };
  }
}
