import { defineConfig } from 'vitest/config';
import { testDefaults } from '../../tooling/vitest/preset.ts';

export default defineConfig({
  test: {
    ...testDefaults,
    // No test changes what modules share, and to load Prisma anew for each file takes a third of the time.
    isolate: false,
    globalSetup: ['src/testing/global-setup.ts'],
  },
});
