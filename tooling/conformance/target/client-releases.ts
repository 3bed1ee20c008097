import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** A published client that every case runs with. */
export interface ClientRelease {
  /** What the cases import in place of `@supabase/supabase-js`. */
  readonly packageName: string;
  readonly version: string;
}

/** The newest release of the catalogue, and the one of a year before. */
export const clientReleases: readonly ClientRelease[] = [
  readRelease('@supabase/supabase-js'),
  readRelease('supabase-js-year-old'),
];

export const newestVersion = clientReleases[0]?.version;

function readRelease(packageName: string): ClientRelease {
  const manifest = readFileSync(join(import.meta.dirname, '../node_modules', packageName, 'package.json'), 'utf8');
  return { packageName, version: z.object({ version: z.string() }).parse(JSON.parse(manifest)).version };
}
