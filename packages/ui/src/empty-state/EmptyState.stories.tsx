import type { Meta, StoryObj } from '@storybook/react-vite';
import { Plus } from 'lucide-react';
import { Button } from '../button/Button.tsx';
import { SkeletonRows } from '../skeleton/SkeletonRows.tsx';
import { EmptyState } from './EmptyState.tsx';

const meta = {
  title: 'State/EmptyState',
  component: EmptyState,
  args: { drawing: 'list', title: 'No requests yet' },
} satisfies Meta<typeof EmptyState>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Drawings: Story = {
  render: () => (
    <div className="grid max-w-105 gap-4">
      <EmptyState
        drawing="timeline"
        title="No dinner bookings yet for 24 November"
        action={
          <Button size="sm" icon={Plus}>
            Add by phone
          </Button>
        }
      >
        They appear here the moment a guest books.
      </EmptyState>
      <EmptyState drawing="list" title="No requests yet. New ones appear by themselves." />
      <EmptyState drawing="chart" title="Numbers come with the first visit." />
      <SkeletonRows label="Bookings are on their way" rows={3} />
    </div>
  ),
};
export const DrawingsDark: Story = { ...Drawings, globals: { theme: 'dark' } };
