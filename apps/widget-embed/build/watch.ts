import { build } from 'vite';

const configFiles = ['vite.loader.config.ts', 'vite.frame.config.ts'] as const;

// Empties the folder once; what is built later leaves the other's files alone, and an open page still finds its own.
await build({ configFile: configFiles[0] });
await Promise.all(configFiles.map((configFile) => build({ configFile, build: { watch: {}, emptyOutDir: false } })));
