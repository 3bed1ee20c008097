import type { Meta, StoryObj } from '@storybook/react-vite';
import { Plus, Save } from 'lucide-react';
import { useState } from 'react';
import { expect, userEvent } from 'storybook/test';
import { Button } from './Button.tsx';

const meta = {
  title: 'Controls/Button',
  component: Button,
  args: { children: 'Save', onPress: () => undefined },
} satisfies Meta<typeof Button>;

export default meta;
type Story = StoryObj<typeof meta>;

export const Variants: Story = {
  render: () => (
    <div className="flex flex-wrap items-center gap-2.5">
      <Button variant="filled" icon={Plus}>
        Add
      </Button>
      <Button>Move</Button>
      <Button variant="ghost">Cancel</Button>
      <Button variant="destructive">Erase</Button>
      <Button variant="danger">Remove</Button>
    </div>
  ),
};

export const VariantsDark: Story = { ...Variants, globals: { theme: 'dark' } };

export const Sizes: Story = {
  render: () => (
    <div className="grid max-w-80 gap-3">
      <div className="flex items-center gap-2.5">
        <Button size="sm">Small</Button>
        <Button>Medium</Button>
        <Button size="lg">Large</Button>
      </div>
      <Button variant="filled" size="lg" isWide>
        Continue
      </Button>
    </div>
  ),
};

export const Unavailable: Story = {
  render: () => (
    <div className="flex flex-wrap items-center gap-4">
      <Button disabledReason="Needs an administrator">Off</Button>
      <Button variant="filled" isDisabled>
        Off
      </Button>
      <Button variant="ghost" icon={Plus} isDisabled>
        Off
      </Button>
    </div>
  ),
};

function BusyToggle() {
  const [isBusy, setIsBusy] = useState(false);
  return (
    <div className="grid max-w-80 justify-items-start gap-3">
      <Button variant="filled" isBusy={isBusy} onPress={() => setIsBusy(true)}>
        Save
      </Button>
      <Button variant="filled" icon={Save} isBusy>
        Saving
      </Button>
      <Button variant="filled" size="lg" isWide isBusy>
        Signing in
      </Button>
    </div>
  );
}

export const BusyKeepsItsWidth: Story = {
  render: () => <BusyToggle />,
  play: async ({ canvas }) => {
    const button = canvas.getByRole('button', { name: 'Save' });
    await document.fonts.ready;
    const before = button.getBoundingClientRect().width;
    await userEvent.click(button);
    await expect(button).toHaveAttribute('aria-disabled', 'true');
    await expect(button.getBoundingClientRect().width).toBe(before);
  },
};
