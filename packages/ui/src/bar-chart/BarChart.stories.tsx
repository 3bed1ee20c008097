import type { Meta, StoryObj } from '@storybook/react-vite';
import { BarChart } from './BarChart.tsx';

const COVERS = [
  4, 8, 12, 14, 20, 22, 22, 18, 14, 12, 8, 6, 4, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 8, 8, 17, 17, 34, 34, 44, 40,
  43, 36, 44, 38, 42, 31, 31, 20, 20, 16, 14, 4, 2, 2,
];

const meta = {
  title: 'Content/BarChart',
  component: BarChart,
  args: {
    label: 'Covers at once by quarter hour',
    bars: COVERS.map((value, index) => ({
      id: String(index),
      label: `${String(12 + Math.floor(index / 4)).padStart(2, '0')}:${String((index % 4) * 15).padStart(2, '0')}`,
      value,
    })),
    limit: { value: 44, label: '44 covers, full' },
    now: { at: 8.4, label: '14:06' },
    columns: { bar: 'Time', value: 'Covers' },
  },
} satisfies Meta<typeof BarChart>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Day: Story = {};
export const DayDark: Story = { globals: { theme: 'dark' } };
export const LateEvening: Story = { args: { now: { at: 45.2, label: '23:18' } } };
export const NothingYet: Story = { args: { bars: [] } };
