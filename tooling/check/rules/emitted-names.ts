import type { Breach } from '../sources.ts';

/** Content blockers cut URLs with these words (EasyPrivacy), and with them the whole widget or dashboard. */
const blockedWords = /analytics|event|track|collect|beacon|stats/i;

export function checkEmittedNames(paths: readonly string[]): readonly Breach[] {
  return paths
    .filter((path) => blockedWords.test(path.slice(path.indexOf('/dist/'))))
    .map((path) => ({ path, message: 'content blockers would cut this URL; rename the source file or the chunk.' }));
}
