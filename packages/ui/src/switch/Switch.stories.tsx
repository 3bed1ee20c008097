import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, userEvent } from 'storybook/test';
import { Checkbox } from '../checkbox/Checkbox.tsx';
import { Switch } from './Switch.tsx';

const meta = {
  title: 'Controls/Switch',
  component: Switch,
  args: { label: 'Publish as I edit' },
} satisfies Meta<typeof Switch>;

export default meta;
type Story = StoryObj<typeof meta>;

export const States: Story = {
  render: () => (
    <div className="grid justify-items-start gap-3">
      <Switch label="Publish as I edit" defaultSelected />
      <Switch label="Open on Mondays" hint="Guests see it at once" />
      <Switch label="Not yours to change" isDisabled />
      <Switch label="Locked on" isDisabled defaultSelected />
      <div className="w-60">
        <Switch label="Tuesday" position="end" defaultSelected />
      </div>
      <Checkbox label="Remember me" defaultSelected />
      <Checkbox label="Send a copy" hint="To your own address" />
      <Checkbox label="Some of them" isIndeterminate />
      <Checkbox label="I have read the terms" error="Needed to go on" />
    </div>
  ),
};

export const StatesDark: Story = { ...States, globals: { theme: 'dark' } };

export const TogglesWithTheKeyboard: Story = {
  play: async ({ canvas }) => {
    await userEvent.tab();
    await userEvent.keyboard(' ');
    await expect(canvas.getByRole('switch')).toBeChecked();
  },
};
