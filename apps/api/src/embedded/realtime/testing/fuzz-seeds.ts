import process from 'node:process';

/** Seeds that once found a fault, and one for the beginning; they are always tried. */
export const keptSeeds: readonly number[] = [20_261_125];

/** A new seed for each run, printed so that what it finds can be found again. */
export function freshSeed(): number {
  const seed = Math.trunc(Math.random() * 2 ** 31);
  process.stdout.write(`fuzz seed ${seed}\n`);
  return seed;
}
