import type { Meta, StoryObj } from '@storybook/react-vite';
import { useState } from 'react';
import { expect, userEvent } from 'storybook/test';
import { TabLinks } from '../tab-links/TabLinks.tsx';
import { Tabs } from './Tabs.tsx';

const meta = {
  title: 'Controls/Tabs',
  component: Tabs,
  args: { label: 'Parts', tabs: [], selected: '', onSelect: () => undefined },
} satisfies Meta<typeof Tabs>;
export default meta;
type Story = StoryObj<typeof meta>;

function TwoTabs() {
  const [part, setPart] = useState<'facts' | 'past'>('facts');
  return (
    <Tabs
      label="Parts"
      selected={part}
      onSelect={setPart}
      tabs={[
        { id: 'facts', label: 'Facts', content: 'Eight guests, window table' },
        { id: 'past', label: 'What happened', content: 'Booked on the web site' },
      ]}
    />
  );
}

export const WithPanels: Story = {
  render: () => <TwoTabs />,
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole('tab', { name: 'What happened' }));
    await expect(canvas.getByRole('tabpanel')).toHaveTextContent('Booked on the web site');
  },
};
export const WithPanelsDark: Story = { ...WithPanels, globals: { theme: 'dark' } };

export const Links: Story = {
  render: () => (
    <TabLinks
      label="Editor"
      current="schedule"
      links={['Content', 'Appearance', 'Schedule', 'Fields', 'Notifications', 'Embed', 'History'].map((label) => ({
        id: label.toLowerCase(),
        label,
        href: `#${label}`,
      }))}
    />
  ),
};
