import type { Meta, StoryObj } from '@storybook/react-vite';
import { Ellipsis, Pencil, Trash2 } from 'lucide-react';
import { expect, fn, screen, userEvent, waitFor } from 'storybook/test';
import { IconButton } from '../icon-button/IconButton.tsx';
import { Menu } from './Menu.tsx';

const rename = fn();
const meta = {
  title: 'Overlays/Menu',
  component: Menu,
  args: {
    label: 'More',
    trigger: <IconButton icon={Ellipsis} label="More" variant="outline" />,
    groups: [
      {
        id: 'edit',
        actions: [
          { id: 'rename', label: 'Rename', icon: Pencil, onPress: rename },
          { id: 'move', label: 'Move', detail: 'M', isDisabled: true },
        ],
      },
      { id: 'end', label: 'For good', actions: [{ id: 'erase', label: 'Erase', icon: Trash2, tone: 'negative' }] },
    ],
  },
} satisfies Meta<typeof Menu>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Closed: Story = {};

export const ChosenWithTheKeyboard: Story = {
  play: async ({ canvas }) => {
    canvas.getByRole('button', { name: 'More' }).focus();
    await userEvent.keyboard('{Enter}');
    await screen.findByRole('menu');
    await userEvent.keyboard('{Enter}');
    await expect(rename).toHaveBeenCalled();
    await waitFor(() => expect(screen.queryByRole('menu')).toBeNull());
  },
};

export const Open: Story = {
  // React Aria hides the page behind an open menu from assistive technology, focus guards included, which axe takes for
  // focusable content in a hidden part.
  parameters: { a11y: { config: { rules: [{ id: 'aria-hidden-focus', enabled: false }] } } },
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'More' }));
    await waitFor(() => expect(screen.getByRole('menu')).toBeVisible());
  },
};
