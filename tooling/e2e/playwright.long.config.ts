import { defineConfig } from '@playwright/test';
import config from './playwright.config.ts';

/** What takes minutes: `npm run test:long` runs these, and nothing else does. */
export default defineConfig(config, {
  testMatch: '**/*.long.spec.ts',
  testIgnore: [],
  timeout: 300_000,
  reporter: 'list',
});
