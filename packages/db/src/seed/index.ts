export { seedDemo, type SeedOptions } from './seed-demo.ts';
export { demoPeople, type DemoPerson } from './demo-people.ts';
export { demoTenants, type DemoTenant } from './demo-tenants.ts';
export { seedRollout } from './rollout/seed-rollout.ts';
export { seedLoad, type LoadSize } from './load/seed-load.ts';
