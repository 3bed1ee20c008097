import tailwindcss from '@tailwindcss/vite';
import { tanstackRouter } from '@tanstack/router-plugin/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where `pnpm dev` finds the API, its Auth and its Realtime. */
const api = 'http://localhost:8080';

export default defineConfig({
  base: '/dashboard/',
  plugins: [
    tanstackRouter({ target: 'react', autoCodeSplitting: true, quoteStyle: 'single', semicolons: true }),
    react(),
    tailwindcss(),
  ],
  build: { target: 'es2022', chunkSizeWarningLimit: 600 },
  server: {
    port: 5173,
    strictPort: true,
    proxy: {
      '/dashboard/runtime.json': api,
      '/trpc': api,
      '/auth': api,
      '/realtime': { target: api, ws: true },
    },
  },
});
