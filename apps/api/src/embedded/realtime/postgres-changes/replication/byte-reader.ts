/** Reads a message of the Postgres wire protocol from front to back. Reading past the end throws: the server's bug, or ours. */
export class ByteReader {
  readonly #bytes: Buffer;
  #offset = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** One byte as the letter it stands for. */
  letter(): string {
    return String.fromCharCode(this.uint8());
  }

  uint8(): number {
    return this.#bytes.readUInt8(this.#step(1));
  }

  uint16(): number {
    return this.#bytes.readUInt16BE(this.#step(2));
  }

  uint32(): number {
    return this.#bytes.readUInt32BE(this.#step(4));
  }

  int64(): bigint {
    return this.#bytes.readBigInt64BE(this.#step(8));
  }

  /** Text of that many bytes. */
  text(byteLength: number): string {
    const start = this.#step(byteLength);
    if (this.#offset > this.#bytes.length) throw new RangeError('A message of the database ends inside a text.');
    return this.#bytes.toString('utf8', start, this.#offset);
  }

  /** Text up to a zero byte. */
  zeroEnded(): string {
    const end = this.#bytes.indexOf(0, this.#offset);
    if (end < 0) throw new RangeError('A message of the database ends inside a name.');
    const value = this.text(end - this.#offset);
    this.#offset += 1;
    return value;
  }

  skip(byteLength: number): void {
    this.#step(byteLength);
  }

  #step(byteLength: number): number {
    const start = this.#offset;
    this.#offset += byteLength;
    return start;
  }
}
