import { defineConfig } from 'vitest/config';
import { testDefaults } from '../../tooling/vitest/preset.ts';
import { preact } from './build/preact.ts';

export default defineConfig({ ...preact, test: testDefaults });
