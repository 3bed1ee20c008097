import { defineConfig, devices } from '@playwright/test';
import { findChromium } from '@blunari/chromium';

export default defineConfig({
  testDir: '.',
  testMatch: ['tests/**/*.spec.ts', 'network/**/*.spec.ts'],
  testIgnore: '**/*.long.spec.ts',
  outputDir: './test-results',
  // One stack serves all tests, as one installation serves all restaurants.
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json', { outputFile: 'reports/playwright.json' }]],
  use: {
    // Headless Chromium calls itself a bot, and bots are not counted.
    userAgent: devices['Desktop Chrome'].userAgent,
    locale: 'en-GB',
    timezoneId: 'Europe/Rome',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: await findChromium(),
      args: ['--no-sandbox', '--disable-quic', '--disable-background-networking'],
    },
  },
});
