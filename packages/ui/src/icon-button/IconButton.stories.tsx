import type { Meta, StoryObj } from '@storybook/react-vite';
import { ChevronRight, Printer, Undo2 } from 'lucide-react';
import { expect, screen, userEvent } from 'storybook/test';
import { Spinner } from '../spinner/Spinner.tsx';
import { IconButton } from './IconButton.tsx';

const meta = {
  title: 'Controls/IconButton',
  component: IconButton,
  args: { label: 'Undo', icon: Undo2 },
} satisfies Meta<typeof IconButton>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Variants: Story = {
  render: () => (
    <div className="flex items-center gap-3">
      <IconButton label="Undo" icon={Undo2} />
      <IconButton label="Print" icon={Printer} variant="outline" />
      <IconButton label="Next" icon={ChevronRight} size="sm" isDirectional />
      <IconButton label="Large" icon={Undo2} size="lg" />
      <IconButton label="Off" icon={Undo2} isDisabled />
      <Spinner label="Loading" />
    </div>
  ),
};
export const WithKeys: Story = {
  args: { keys: 'Ctrl Z' },
  play: async ({ canvas }) => {
    await userEvent.tab();
    await expect(canvas.getByRole('button', { name: 'Undo' })).toHaveFocus();
    await expect(await screen.findByRole('tooltip')).toHaveTextContent('UndoCtrl Z');
  },
};
export const VariantsDark: Story = { ...Variants, globals: { theme: 'dark' } };
