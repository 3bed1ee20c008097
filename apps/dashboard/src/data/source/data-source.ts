import { z } from 'zod';

/** Where the data on the screens comes from: a server in this page, or the one that serves it. */
export type DataSource = 'mock' | 'real';

const key = 'blunari.source';
const storedSchema = z.enum(['mock', 'real']).catch('real');

type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem'>;

/** What this tab chose last. Where the browser keeps nothing for a tab, it is always Real. */
export function readDataSource(storage: () => Storage = () => sessionStorage): DataSource {
  try {
    return storedSchema.parse(storage().getItem(key));
  } catch {
    return 'real';
  }
}

/** Remembers the choice for this tab; false where the browser keeps nothing. */
export function keepDataSource(source: DataSource, storage: () => Storage = () => sessionStorage): boolean {
  try {
    storage().setItem(key, source);
    return true;
  } catch {
    return false;
  }
}

/**
 * Switches this tab over by loading the page anew, at an address of both: nothing of one source is ever shown beside the
 * other's. Edits that are not saved make the browser ask first.
 * @param path where to go on, below `/dashboard`
 */
export function switchDataSource(source: DataSource, path = '/'): void {
  if (keepDataSource(source)) location.assign(`${import.meta.env.BASE_URL.replace(/\/$/, '')}${path}`);
}
