import base from '../.storybook/main.ts';
import type { StorybookConfig } from '@storybook/react-vite';

/**
 * The widgets' stories again, on Preact: that is what they run on in a visitor's page. Not a Storybook to look at, only what
 * the second test project reads.
 */
const config: StorybookConfig = {
  ...base,
  stories: ['../../../packages/widgets/src/**/*.stories.tsx'],
  viteFinal: async (vite, options) => {
    const shared = (await base.viteFinal?.(vite, options)) ?? vite;
    return {
      ...shared,
      resolve: {
        ...shared.resolve,
        alias: [
          { find: /^react$/u, replacement: 'preact/compat' },
          { find: /^react-dom$/u, replacement: 'preact/compat' },
          { find: /^react-dom\/client$/u, replacement: 'preact/compat/client' },
          { find: /^react-dom\/test-utils$/u, replacement: 'preact/test-utils' },
          { find: /^react\/jsx-runtime$/u, replacement: 'preact/jsx-runtime' },
          { find: /^react\/jsx-dev-runtime$/u, replacement: 'preact/jsx-dev-runtime' },
        ],
      },
    };
  },
};

export default config;
