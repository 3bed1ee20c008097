import type { Meta, StoryObj } from '@storybook/react-vite';
import { ChartLine, Monitor, Smartphone, Table2, Tablet } from 'lucide-react';
import { useState } from 'react';
import { SegmentedControl } from './SegmentedControl.tsx';

const meta = {
  title: 'Controls/SegmentedControl',
  component: SegmentedControl,
  args: { label: 'View', segments: [], value: '', onChange: () => undefined },
} satisfies Meta<typeof SegmentedControl>;

export default meta;
type Story = StoryObj<typeof meta>;

function AllExamples() {
  const [view, setView] = useState<'chart' | 'table'>('chart');
  const [device, setDevice] = useState<'phone' | 'tablet' | 'desktop'>('phone');
  const [meal, setMeal] = useState<'lunch' | 'dinner'>('dinner');
  return (
    <div className="grid justify-items-start gap-4">
      <SegmentedControl
        label="Show as"
        value={view}
        onChange={setView}
        segments={[
          { value: 'chart', label: 'Chart', icon: ChartLine },
          { value: 'table', label: 'Table', icon: Table2 },
        ]}
      />
      <SegmentedControl
        label="Device"
        value={device}
        onChange={setDevice}
        segments={[
          { value: 'phone', label: 'Phone', icon: Smartphone },
          { value: 'tablet', label: 'Tablet', icon: Tablet },
          { value: 'desktop', label: 'Desktop', icon: Monitor },
        ]}
      />
      <SegmentedControl
        label="Device, where room is short"
        areLabelsHidden
        value={device}
        onChange={setDevice}
        segments={[
          { value: 'phone', label: 'Phone', icon: Smartphone },
          { value: 'tablet', label: 'Tablet', icon: Tablet },
          { value: 'desktop', label: 'Desktop', icon: Monitor },
        ]}
      />
      <SegmentedControl
        label="Sitting"
        value={meal}
        onChange={setMeal}
        segments={[
          { value: 'lunch', label: 'Lunch', count: 24 },
          { value: 'dinner', label: 'Dinner', count: 75 },
        ]}
      />
    </div>
  );
}

export const Examples: Story = { render: () => <AllExamples /> };
export const ExamplesDark: Story = { ...Examples, globals: { theme: 'dark' } };
