import process from 'node:process';
import tailwindcss from '@tailwindcss/vite';
import { tanstackRouter } from '@tanstack/router-plugin/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** Where `pnpm dev` finds the API, its Auth and its Realtime. The host name stays the browser's: the API answers by it. */
const api = { target: `http://localhost:${process.env['PORT'] || 8080}`, changeOrigin: false };
/** The origin that the API takes for the dashboard's; its `dev` script has the same default. */
const publicUrl = new URL(process.env['PUBLIC_URL'] || 'http://localhost:5173');

/** The dashboard's address is told without the last slash, which Vite alone would not know. */
const addLastSlash: Plugin = {
  name: 'blunari-add-last-slash',
  configureServer: ({ middlewares }) => {
    middlewares.use((request, response, next) => {
      if (request.url === '/dashboard') response.writeHead(302, { location: '/dashboard/' }).end();
      else next();
    });
  },
};

export default defineConfig({
  base: '/dashboard/',
  plugins: [
    // What is split, and how it loads without a network, is said in src/app/screens.
    tanstackRouter({ target: 'react', autoCodeSplitting: false, quoteStyle: 'single', semicolons: true }),
    react(),
    tailwindcss(),
    addLastSlash,
  ],
  build: { target: 'es2022', chunkSizeWarningLimit: 640 },
  server: {
    port: Number(publicUrl.port) || 5173,
    strictPort: true,
    proxy: {
      '/dashboard/runtime.json': api,
      '/trpc': api,
      '/api': api,
      '/auth': api,
      '/realtime': { ...api, ws: true },
    },
  },
});
