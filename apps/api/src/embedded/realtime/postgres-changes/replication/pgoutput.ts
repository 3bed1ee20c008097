import { ByteReader } from './byte-reader.ts';

/** How much of an old row the log holds: `d` its primary key, `n` nothing, `f` all of it, `i` the columns of an index. */
export type ReplicaIdentity = 'd' | 'n' | 'f' | 'i';

export interface ReplicatedTable {
  readonly oid: number;
  readonly schema: string;
  readonly name: string;
  readonly replicaIdentity: ReplicaIdentity;
  readonly columns: readonly { readonly name: string; readonly isIdentity: boolean }[];
}

/** Values by column as the database writes them. A column is missing when the log does not hold its value (unchanged TOAST). */
export type Row = ReadonlyMap<string, string | null>;

/** What plugin pgoutput sends, as far as it is used here: protocol version 1, values as text. */
export type PgoutputMessage =
  | { readonly kind: 'begin'; readonly committedAtMs: number; readonly transactionId: number }
  | { readonly kind: 'commit'; readonly endLsn: bigint }
  /** Not of the plugin but of the stream: everything before `endLsn` has been sent. */
  | { readonly kind: 'progress'; readonly endLsn: bigint }
  | { readonly kind: 'table'; readonly table: ReplicatedTable }
  | { readonly kind: 'insert'; readonly tableOid: number; readonly row: Row }
  | {
      readonly kind: 'update';
      readonly tableOid: number;
      readonly row: Row;
      /** All of it or its identity alone, as the table says; null when the identity is unchanged. */
      readonly oldRow: Row | null;
    }
  | { readonly kind: 'delete'; readonly tableOid: number; readonly oldRow: Row }
  | { readonly kind: 'other' };

/** 2000-01-01, from which Postgres counts microseconds, in ms of Unix. */
const POSTGRES_EPOCH_MS = 946_684_800_000;

/**
 * Reads pgoutput (https://www.postgresql.org/docs/17/protocol-logicalrep-message-formats.html). A tuple has no column names:
 * they come in a message before the first change of a table and again after each change of its shape, so a decoder serves
 * one connection.
 */
export class PgoutputDecoder {
  readonly #tables = new Map<number, ReplicatedTable>();

  decode(bytes: Buffer): PgoutputMessage {
    const reader = new ByteReader(bytes);
    switch (reader.letter()) {
      case 'B':
        reader.skip(8);
        return { kind: 'begin', committedAtMs: readTime(reader), transactionId: reader.uint32() };
      case 'C':
        reader.skip(1 + 8);
        return { kind: 'commit', endLsn: reader.int64() };
      case 'R':
        return this.#readTable(reader);
      case 'I':
        return this.#readInsert(reader);
      case 'U':
        return this.#readUpdate(reader);
      case 'D':
        return this.#readDelete(reader);
      // Truncations, types, origins: nobody is told of those.
      default:
        return { kind: 'other' };
    }
  }

  #readTable(reader: ByteReader): PgoutputMessage {
    const oid = reader.uint32();
    const schema = reader.zeroEnded();
    const name = reader.zeroEnded();
    const replicaIdentity = readIdentity(reader.letter());
    const columns = Array.from({ length: reader.uint16() }, () => {
      const isIdentity = (reader.uint8() & 1) === 1;
      const column = { name: reader.zeroEnded(), isIdentity };
      reader.skip(4 + 4);
      return column;
    });
    const table = { oid, schema, name, replicaIdentity, columns };
    this.#tables.set(oid, table);
    return { kind: 'table', table };
  }

  #readInsert(reader: ByteReader): PgoutputMessage {
    const table = this.#tableOf(reader);
    reader.letter();
    return { kind: 'insert', tableOid: table.oid, row: readRow(reader, table) };
  }

  #readUpdate(reader: ByteReader): PgoutputMessage {
    const table = this.#tableOf(reader);
    const part = reader.letter();
    if (part === 'N') return { kind: 'update', tableOid: table.oid, oldRow: null, row: readRow(reader, table) };
    const oldRow = readOldRow(reader, table, part);
    reader.letter();
    return { kind: 'update', tableOid: table.oid, oldRow, row: readRow(reader, table) };
  }

  #readDelete(reader: ByteReader): PgoutputMessage {
    const table = this.#tableOf(reader);
    const part = reader.letter();
    return { kind: 'delete', tableOid: table.oid, oldRow: readOldRow(reader, table, part) };
  }

  #tableOf(reader: ByteReader): ReplicatedTable {
    const oid = reader.uint32();
    const table = this.#tables.get(oid);
    if (!table) throw new Error(`The database sent a change of table ${oid} before its description.`);
    return table;
  }
}

/** `K`: identity columns, all others null, which says nothing about them. `O`: the whole row. */
function readOldRow(reader: ByteReader, table: ReplicatedTable, part: string): Row {
  const row = readRow(reader, table);
  if (part === 'O') return row;
  const identity = new Set(table.columns.filter(({ isIdentity }) => isIdentity).map(({ name }) => name));
  return new Map([...row].filter(([name]) => identity.has(name)));
}

function readRow(reader: ByteReader, table: ReplicatedTable): Row {
  const row = new Map<string, string | null>();
  const columnCount = reader.uint16();
  for (const { name } of table.columns.slice(0, columnCount)) {
    const kind = reader.letter();
    if (kind === 'n') row.set(name, null);
    else if (kind === 't') row.set(name, reader.text(reader.uint32()));
  }
  return row;
}

function readIdentity(letter: string): ReplicaIdentity {
  if (letter === 'd' || letter === 'n' || letter === 'f' || letter === 'i') return letter;
  throw new Error(`The database sent an unknown replica identity: ${letter}`);
}

function readTime(reader: ByteReader): number {
  return Number(reader.int64() / 1000n) + POSTGRES_EPOCH_MS;
}
