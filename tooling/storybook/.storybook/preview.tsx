import type { Preview } from '@storybook/react-vite';
import { configure } from 'storybook/test';
import './preview.css';
import { ThemedStory } from './ThemedStory.tsx';

// What a story waits for takes a moment; on a busy machine a second is too short for it.
configure({ asyncUtilTimeout: 5000 });

const preview: Preview = {
  tags: ['autodocs'],
  parameters: {
    a11y: { test: 'error' },
    backgrounds: { disable: true },
    controls: { expanded: true },
    layout: 'fullscreen',
    options: { storySort: { order: ['Foundations', 'Controls', 'Fields', 'State', 'Content', 'Overlays', 'Layout'] } },
  },
  globalTypes: {
    theme: {
      description: 'Light or dark look',
      toolbar: {
        title: 'Theme',
        icon: 'contrast',
        items: [
          { value: 'light', title: 'Light', icon: 'sun' },
          { value: 'dark', title: 'Dark', icon: 'moon' },
        ],
        dynamicTitle: true,
      },
    },
  },
  initialGlobals: { theme: 'light' },
  decorators: [
    (Story, { globals, parameters }) => (
      <ThemedStory theme={globals['theme'] === 'dark' ? 'dark' : 'light'} isBare={parameters['bare'] === true}>
        <Story />
      </ThemedStory>
    ),
  ],
};

export default preview;
