import type { PgoutputMessage, Row } from './replication/pgoutput.ts';
import type { ChangeType } from './change-request.ts';
import type { TableInfo } from './table-info.ts';

/** When a transaction was committed, and its `xid`: 32 bits, which wrap around. */
export interface Commit {
  readonly committedAtMs: number;
  readonly transactionId: number;
}

/** A committed change of one row. */
export interface Change extends Commit {
  readonly type: ChangeType;
  readonly tableOid: number;
  /** Null when the row is gone. */
  readonly row: Row | null;
  /** As much of it as the log holds; null when the log says nothing because its identity did not change. */
  readonly oldRow: Row | null;
}

/** Null for messages that are no change of a row. */
export function changeOf(message: PgoutputMessage, { committedAtMs, transactionId }: Commit): Change | null {
  const commit = { committedAtMs, transactionId };
  switch (message.kind) {
    case 'insert':
      return { type: 'INSERT', tableOid: message.tableOid, ...commit, row: message.row, oldRow: null };
    case 'update':
      return { type: 'UPDATE', tableOid: message.tableOid, ...commit, row: message.row, oldRow: message.oldRow };
    case 'delete':
      return { type: 'DELETE', tableOid: message.tableOid, ...commit, row: null, oldRow: message.oldRow };
    default:
      return null;
  }
}

/** Bytes of all values, to tell a row that is too large to send. */
export function sizeOf({ row, oldRow }: Change): number {
  let bytes = 0;
  for (const value of [...(row?.values() ?? []), ...(oldRow?.values() ?? [])]) {
    bytes += value === null ? 0 : Buffer.byteLength(value);
  }
  return bytes;
}

/** The new row; a large value that did not change is in the old row or nowhere. */
export function fullRowOf({ row, oldRow }: Change): Row | null {
  return row && oldRow ? new Map([...oldRow, ...row]) : row;
}

/** The old row; where the log is silent, the primary key is what it was. */
export function fullOldRowOf({ type, row, oldRow }: Change, table: TableInfo): Row | null {
  if (type === 'INSERT') return null;
  if (oldRow || !row) return oldRow;
  const keys = new Set(table.columns.filter(({ isKey }) => isKey).map(({ name }) => name));
  return new Map([...row].filter(([name]) => keys.has(name)));
}
