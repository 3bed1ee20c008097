import { type Table, toCsv } from '@blunari/schema/csv';
import { saveFile } from './save-file.ts';

/** Hands a table to the browser as a file. */
export function downloadCsv(table: Table, fileName: string): void {
  saveFile(new Blob([toCsv(table)], { type: 'text/csv;charset=utf-8' }), `${fileName}.csv`);
}
