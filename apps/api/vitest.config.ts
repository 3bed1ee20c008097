import { defineConfig } from 'vitest/config';
import { testDefaults } from '../../tooling/vitest/preset.ts';

export default defineConfig({
  test: {
    ...testDefaults,
    // With a database and real sockets; a busy machine takes its time.
    testTimeout: 30_000,
    globalSetup: ['../../packages/db/src/testing/global-setup.ts'],
  },
});
