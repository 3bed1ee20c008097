import { defineConfig } from 'vitest/config';
import { longTests } from '../../tooling/vitest/preset.ts';
import config from './vitest.config.ts';

export default defineConfig({ test: { ...config.test, ...longTests } });
