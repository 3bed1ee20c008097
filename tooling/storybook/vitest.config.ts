import { storybookTest } from '@storybook/addon-vitest/vitest-plugin';
import { playwright } from '@vitest/browser-playwright';
import { findChromium } from '@blunari/chromium';
import { defineConfig } from 'vitest/config';
import { testDefaults } from '../vitest/preset.ts';

const executablePath = await findChromium();

export default defineConfig({
  plugins: [storybookTest({ configDir: `${import.meta.dirname}/.storybook` })],
  test: {
    name: 'stories',
    reporters: testDefaults.reporters,
    outputFile: testDefaults.outputFile,
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
});
