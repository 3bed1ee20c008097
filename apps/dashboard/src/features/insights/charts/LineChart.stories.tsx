import type { Meta, StoryObj } from '@storybook/react-vite';
import { type ChartPoint, LineChart } from './LineChart.tsx';

const day = (index: number, value: number | null, compared?: number): ChartPoint => ({
  id: String(index),
  shortName: `${index + 1} Nov`,
  name: `Day ${index + 1} November`,
  value,
  ...(compared === undefined ? {} : { compared: { name: `Day ${index + 1} October`, value: compared } }),
});

const wave = (index: number): number => Math.round(12 + 8 * Math.sin(index * 0.9));

const meta = {
  title: 'Dashboard/Insights/LineChart',
  component: LineChart,
  args: {
    label: 'Bookings',
    points: Array.from({ length: 28 }, (_, index) => day(index, wave(index), wave(index + 2))),
    marks: [
      { index: 9, letter: 'A' },
      { index: 20, letter: 'BC' },
    ],
    isOpen: true,
    isWhole: true,
    format: (value) => String(value),
  },
} satisfies Meta<typeof LineChart>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Weeks: Story = {};
export const WeeksDark: Story = { globals: { theme: 'dark' } };
export const StillToCome: Story = {
  args: { points: Array.from({ length: 24 }, (_, hour) => day(hour, hour > 13 ? null : wave(hour), wave(hour + 1))) },
};
export const OneDay: Story = { args: { points: [day(0, 7, 5)], marks: [] } };
export const NothingYet: Story = {
  args: { points: Array.from({ length: 7 }, (_, index) => day(index, 0)), marks: [] },
};
export const Rates: Story = {
  args: {
    label: 'Conversion',
    points: Array.from({ length: 7 }, (_, index) => day(index, index === 3 ? null : 0.4 + index / 9)),
    marks: [],
    isWhole: false,
    format: (value) => `${value.toFixed(1)}%`,
  },
};
/** Time runs from left to right in every language. */
export const RightToLeft: Story = {
  decorators: [
    (Story) => (
      <div dir="rtl">
        <Story />
      </div>
    ),
  ],
};
