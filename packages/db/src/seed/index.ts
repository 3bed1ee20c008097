export { seedDemo, type SeedOptions } from './seed-demo.ts';
export { seedRollout } from './rollout/seed-rollout.ts';
export { seedLoad, type LoadSize } from './load/seed-load.ts';
