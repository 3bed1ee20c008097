export { seedDemo, type SeedOptions } from './seed-demo.ts';
export { seedLoad, type LoadSize } from './load/seed-load.ts';
