import { readFile } from 'node:fs/promises';

/** The text of a file; undefined where there is none. Any other failure is thrown. */
export function readTextIfPresent(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  });
}
