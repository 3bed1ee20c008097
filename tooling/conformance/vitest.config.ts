import { defineConfig } from 'vitest/config';
import { testDefaults } from '../vitest/preset.ts';
import { clientReleases, newestVersion } from './target/client-releases.ts';

export default defineConfig({
  test: {
    ...testDefaults,
    // One target for both clients.
    globalSetup: ['target/global-setup.ts'],
    // Cases wait for a server far more than they compute.
    maxWorkers: 4,
    projects: clientReleases.map(({ version, packageName }) => ({
      resolve: { alias: { '@supabase/supabase-js': packageName } },
      test: {
        name: version,
        include: ['{auth,realtime}/**/*.test.ts', ...(version === newestVersion ? ['every-method.test.ts'] : [])],
        testTimeout: testDefaults.testTimeout,
        hookTimeout: testDefaults.hookTimeout,
        // Files share their workers: starting one takes longer than most files run.
        pool: 'threads',
        isolate: false,
        setupFiles: ['fixtures/after-each-case.ts'],
        provide: { clientVersion: version },
      },
    })),
  },
});
