import type { Check } from './check.ts';
import { featureChecks } from './feature-checks.ts';
import { memoryCheck } from './memory-check.ts';
import { speedChecks } from './speed-checks.ts';

/** In the order in which they run: the minute of memory last. */
export const allChecks: readonly Check[] = [...speedChecks, ...featureChecks, memoryCheck];
