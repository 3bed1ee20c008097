import { type Table, toCsv } from '@blunari/schema/csv';

/** Hands a table to the browser as a file. */
export function downloadCsv(table: Table, fileName: string): void {
  const address = URL.createObjectURL(new Blob([toCsv(table)], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = `${fileName}.csv`;
  link.click();
  // The browser reads the file after the click; a minute is long enough for any.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
