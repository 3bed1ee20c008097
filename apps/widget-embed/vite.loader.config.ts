import { defineConfig } from 'vite';
import { precompress } from './build/precompress.ts';

/** `embed.js`, the script of the snippet: one classic script without dependencies, under a name that stays for years. */
export default defineConfig({
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    lib: { entry: 'src/loader/main.ts', formats: ['iife'], name: 'blunariEmbed', fileName: () => 'embed.js' },
  },
  plugins: [precompress()],
});
