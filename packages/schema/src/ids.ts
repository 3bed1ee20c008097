import { z } from 'zod';

/** Ids of rows: any UUID. */
export const idSchema = z.uuid();

/** The key in a restaurant's snippet. Public by nature: it names a widget, it opens nothing. */
export const publicKeySchema = z.string().regex(/^wk_[a-z0-9]{20}$/, 'This is not a widget key.');

/** Key of an entry in a map of the config, such as a sitting. Never reused after deletion. */
export const entryIdSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'Ids are lower case letters, digits and hyphens.');

/** What a guest reads out on the phone: two groups of three, without letters that sound or look alike. */
export const referenceSchema = z.string().regex(/^[2-9CDFGHJKMPQRTVWXY]{3}-[2-9CDFGHJKMPQRTVWXY]{3}$/);
