import type { Meta, StoryObj } from '@storybook/react-vite';
import { StatusDot } from '../status-dot/StatusDot.tsx';
import { Badge } from './Badge.tsx';

const meta = { title: 'State/Badge', component: Badge, args: { children: 'New' } } satisfies Meta<typeof Badge>;
export default meta;
type Story = StoryObj<typeof meta>;

export const EveryMark: Story = {
  render: () => (
    <div className="flex flex-wrap items-center gap-2">
      <StatusDot>Confirmed</StatusDot>
      <StatusDot tone="accent" mark="ring">
        Quoted
      </StatusDot>
      <StatusDot tone="neutral">Expired</StatusDot>
      <Badge tone="caution" mark="ring">
        To confirm
      </Badge>
      <Badge tone="accent" mark="half">
        Seated
      </Badge>
      <Badge tone="negative" mark="bar">
        No-show
      </Badge>
      <Badge mark="cross">Cancelled</Badge>
      <Badge tone="conflict" mark="diamond">
        Conflict
      </Badge>
      <Badge tone="positive" mark="dot">
        On
      </Badge>
    </div>
  ),
};
export const EveryMarkDark: Story = { ...EveryMark, globals: { theme: 'dark' } };
