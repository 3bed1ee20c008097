import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, screen, userEvent } from 'storybook/test';
import { DescriptionList } from '../description-list/DescriptionList.tsx';
import { StatusPill } from './StatusPill.tsx';

const meta = {
  title: 'State/StatusPill',
  component: StatusPill,
  args: {
    state: 'live',
    label: 'Live',
    announcement: 'Live',
    detailLabel: 'Connection',
    detail: (
      <DescriptionList
        items={[
          { label: 'Answer', value: '33 ms' },
          { label: 'Since', value: '13:41' },
        ]}
      />
    ),
  },
} satisfies Meta<typeof StatusPill>;
export default meta;
type Story = StoryObj<typeof meta>;

export const SixStates: Story = {
  render: (args) => (
    <div className="grid justify-items-start gap-1.5">
      <StatusPill {...args} state="live" label="Live" />
      <StatusPill {...args} state="connecting" label="Connecting" />
      <StatusPill {...args} state="reconnecting" label="Reconnecting in 4 s" />
      <StatusPill {...args} state="offline" label="Offline" />
      <StatusPill {...args} state="polling" label="Polling every 15 s" />
      <StatusPill {...args} state="signed-out" label="Signed out" />
    </div>
  ),
};
export const SixStatesDark: Story = { ...SixStates, globals: { theme: 'dark' } };

export const DetailOnPress: Story = {
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Live' }));
    await expect(await screen.findByRole('dialog', { name: 'Connection' })).toHaveTextContent('33 ms');
    await userEvent.keyboard('{Escape}');
  },
};
