import { defineConfig } from 'vite';
import { leanClient } from './build/lean-client.ts';
import { preact } from './build/preact.ts';
import { precompress } from './build/precompress.ts';

/** The app inside the frame: hashed files below `/w/assets/`, named by `.vite/manifest.json` for the server that writes the page. */
export default defineConfig({
  base: '/w/',
  ...preact,
  build: {
    outDir: 'dist',
    emptyOutDir: false,
    manifest: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { frame: 'src/frame/main.tsx' },
      output: {
        entryFileNames: 'assets/[name]-[hash].js',
        chunkFileNames: 'assets/[name]-[hash].js',
        assetFileNames: 'assets/[name]-[hash][extname]',
      },
    },
  },
  plugins: [leanClient(), precompress()],
});
