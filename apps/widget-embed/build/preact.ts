import type { UserConfig } from 'vite';

/** Widgets are written for React, and built and tested with Preact for its weight. */
export const preact = {
  resolve: {
    alias: {
      'react-dom/client': 'preact/compat/client',
      'react/jsx-runtime': 'preact/jsx-runtime',
      react: 'preact/compat',
    },
    dedupe: ['preact'],
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
} satisfies Pick<UserConfig, 'resolve' | 'oxc'>;
