import { findChromium } from '@blunari/chromium';
import { storybookTest } from '@storybook/addon-vitest/vitest-plugin';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { testDefaults } from '../vitest/preset.ts';

const executablePath = await findChromium();

export default defineConfig({
  test: {
    reporters: testDefaults.reporters,
    outputFile: testDefaults.outputFile,
    projects: [stories('stories', '.storybook'), stories('widgets-on-preact', '.storybook-preact')],
  },
});

/** The stories of one Storybook configuration, as tests in a real browser. */
function stories(name: string, configDir: string): TestProjectInlineConfiguration {
  return {
    plugins: [storybookTest({ configDir: `${import.meta.dirname}/${configDir}` })],
    test: {
      name,
      // The first story waits for the browser and for all that it imports; on a busy machine that takes long.
      testTimeout: 60_000,
      browser: {
        enabled: true,
        headless: true,
        screenshotFailures: false,
        instances: [{ browser: 'chromium' }],
        provider: playwright({
          launchOptions: { executablePath, args: ['--no-sandbox'] },
          // Half-faded elements have no colour to judge.
          contextOptions: { reducedMotion: 'reduce' },
        }),
      },
    },
  };
}
