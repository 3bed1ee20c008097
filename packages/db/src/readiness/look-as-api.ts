import { z } from 'zod';
import { readVerifyDigest } from '../migrate/release.ts';
import { withClient } from '../server/with-client.ts';

/** What the API's own login finds. A database that was never migrated has no such login: it refuses as for a wrong password. */
export type ApiLook =
  | { readonly kind: 'unreachable'; readonly reason: string }
  | { readonly kind: 'login_refused' }
  | { readonly kind: 'not_migrated'; readonly serverVersion: string }
  | {
      readonly kind: 'migrated';
      readonly serverVersion: string;
      /** Whether the migration that ran last is that of this code, not of an earlier or later release. */
      readonly isOfThisRelease: boolean;
    };

const rowsSchema = z.tuple([z.object({ serverVersion: z.string(), digest: z.string().nullable() })]);
const errorSchema = z.object({ code: z.string().optional(), message: z.string() });

/** Longer than a sleeping database of a small project takes to wake. */
const connectTimeoutMs = 8_000;

/**
 * Logs in as `blunari_api` on a connection of its own and asks whether the last migration has run: it is the one that
 * makes `widget_private.verify()`. Never throws.
 */
export async function lookAsApi(url: string): Promise<ApiLook> {
  try {
    return await withClient(
      url,
      async (client) => {
        const { rows } = await client.query(
          `select current_setting('server_version') as "serverVersion", (
             select md5(p.prosrc) from pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid = p.pronamespace
             where n.nspname = 'widget_private' and p.proname = 'verify'
           ) as digest`,
        );
        const [{ serverVersion, digest }] = rowsSchema.parse(rows);
        if (digest === null) return { kind: 'not_migrated', serverVersion };
        return { kind: 'migrated', serverVersion, isOfThisRelease: digest === (await readVerifyDigest()) };
      },
      { connectTimeoutMs },
    );
  } catch (error) {
    const { code = '', message } = errorSchema.parse(error);
    return isRefusal(code, message) ? { kind: 'login_refused' } : { kind: 'unreachable', reason: code || 'no answer' };
  }
}

/** Class 28 is Postgres itself; poolers in front of it have words of their own for a login they do not know. */
function isRefusal(code: string, message: string): boolean {
  return code.startsWith('28') || /no such user|user not found/i.test(message);
}
