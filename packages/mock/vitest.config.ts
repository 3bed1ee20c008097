import { defineConfig } from 'vitest/config';
import { testDefaults } from '../../tooling/vitest/preset.ts';

export default defineConfig({ test: testDefaults });
