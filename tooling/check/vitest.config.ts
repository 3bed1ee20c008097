import { defineConfig } from 'vitest/config';
import { testDefaults } from '../vitest/preset.ts';

export default defineConfig({ test: { ...testDefaults, include: ['**/*.test.ts'] } });
