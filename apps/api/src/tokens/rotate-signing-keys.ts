import { StartError } from '../embedded/start-error.ts';
import { newKeyFile, readKeyFile, replaceKeyFile, type PrivateKey } from './key-file.ts';

/**
 * How long a replaced key verifies what it signed. Access tokens live an hour; API keys were handed out to pages that are
 * open and to scripts, whose owners have this long to take the new ones.
 */
const VERIFIES_FOR_S = 30 * 24 * 3600;

export interface Rotation {
  /** Seconds since 1970. */
  readonly nowS: number;
  /** For a key that became known to somebody else: nothing that older keys signed is believed any more. */
  readonly forgetsOldKeys: boolean;
}

/**
 * Puts a new signing key and new API keys into the file. They are used from the next start on.
 * @returns how many older keys still verify
 */
export async function rotateSigningKeys(path: string, { nowS, forgetsOldKeys }: Rotation): Promise<number> {
  const file = await readKeyFile(path);
  if (!file) {
    throw new StartError('data_folder', `There is no key file ${path}: check DATA_DIR, or start the product once.`);
  }
  const retired = file.keys.map((key) => ({ ...key, retiredAtS: key.retiredAtS ?? nowS }));
  const kept = forgetsOldKeys ? [] : retired.filter((key) => isInUse(key, nowS));
  await replaceKeyFile(path, await newKeyFile(kept));
  return kept.length;
}

/** Whether a key signs, or verifies what it signed before it was replaced. */
export function isInUse({ retiredAtS }: PrivateKey, nowS: number): boolean {
  return retiredAtS === undefined || nowS < retiredAtS + VERIFIES_FOR_S;
}
