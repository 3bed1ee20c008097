import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

type Value = string | null;

/**
 * Sends rows by `COPY ... FROM STDIN`, as fast as the server takes them; `target` is the table with its columns.
 * `onRows` is told, every few thousand rows, how many have gone so far.
 */
export async function copyRows(
  client: Client,
  target: string,
  rows: Iterable<readonly Value[]>,
  onRows: (count: number) => void,
): Promise<void> {
  const stream = client.query(copyFrom(`copy ${target} from stdin`));
  await pipeline(Readable.from(chunks(rows, onRows), { objectMode: false, highWaterMark: 65_536 }), stream);
}

const rowsPerChunk = 1000;

function* chunks(rows: Iterable<readonly Value[]>, onRows: (count: number) => void): Generator<string> {
  let lines: string[] = [];
  let count = 0;
  for (const row of rows) {
    lines.push(row.map(cell).join('\t'));
    count += 1;
    if (lines.length < rowsPerChunk) continue;
    yield `${lines.join('\n')}\n`;
    onRows(count);
    lines = [];
  }
  if (lines.length > 0) yield `${lines.join('\n')}\n`;
  onRows(count);
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** A value in COPY's text format: https://www.postgresql.org/docs/17/sql-copy.html, "Text Format". */
export function cell(value: Value): string {
  return value === null ? '\\N' : value.replaceAll(/[\\\t\n\r]/g, (letter) => escapes[letter] ?? letter);
}
