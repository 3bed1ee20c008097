import { z } from 'zod';
import type { StoredVersion } from './state.ts';

const configSchema = z.record(z.string(), z.json()).catch({});

/** A row's config as plain JSON. What is no object cannot be merged and is edited from the defaults on. */
export function asStoredVersion(row: { readonly version: number; readonly config?: unknown }): StoredVersion {
  return { version: row.version, config: configSchema.parse(row.config) };
}
