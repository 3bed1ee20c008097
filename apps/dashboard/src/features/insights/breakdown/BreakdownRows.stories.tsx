import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, fn, userEvent } from 'storybook/test';
import { BreakdownRows } from './BreakdownRows.tsx';

const row = (value: string, sessions: number, convertedSessions = Math.round(sessions / 12)) => ({
  value,
  sessions,
  convertedSessions,
  more: null,
});

const meta = {
  title: 'Dashboard/Insights/BreakdownRows',
  component: BreakdownRows,
  args: {
    breakdown: {
      dimension: 'page',
      rows: ['/', '/menu', '/prenota', '/contatti', '/eventi', '/regala', '/lavora-con-noi'].map((value, index) =>
        row(value, 900 - 120 * index),
      ),
      rest: { values: 14, ...row('', 61) },
    },
    caption: 'Pages',
    rateName: 'Booked',
    chosen: undefined,
    onChoose: fn(),
    nameOf: (value) => value,
  },
  decorators: [
    (Story) => (
      <div className="max-w-90">
        <Story />
      </div>
    ),
  ],
} satisfies Meta<typeof BreakdownRows>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Some: Story = {
  play: async ({ args, canvas }) => {
    await userEvent.click(canvas.getByText(/^All 7/));
    await expect(canvas.getByText('14 others')).toBeVisible();
    await userEvent.click(canvas.getByRole('button', { name: '/menu' }));
    await expect(args.onChoose).toHaveBeenCalledWith('/menu');
  },
};
export const OneChosen: Story = { args: { chosen: { dimension: 'page', value: '/menu' } } };
export const LongWords: Story = {
  args: {
    breakdown: {
      dimension: 'page',
      rows: [
        row('/la-nostra-storia/il-forno-a-legna-di-nonna-lucia-dal-1961-fino-a-oggi', 12_345_678),
        row('/القائمة/قائمة-الطعام', 1_234),
      ],
    },
  },
};
export const Nothing: Story = { args: { breakdown: { dimension: 'page', rows: [] } } };

/** A session counts under the values it began with: what came up later in one has no row of its own. */
export const CameUpLater: Story = {
  args: {
    breakdown: {
      dimension: 'referrer',
      rows: [row('www.google.com', 12), row('=evil.example', 0)],
      rest: { values: 3, ...row('', 0) },
    },
  },
  play: async ({ canvas }) => {
    await expect(canvas.queryByText('=evil.example')).toBeNull();
    await expect(canvas.queryByText('3 others')).toBeNull();
    await expect(canvas.getByText(/^4 others came up only later/)).toBeVisible();
  },
};
export const CameUpLaterAlone: Story = { args: { breakdown: { dimension: 'page', rows: [row('/menu', 0)] } } };
export const RightToLeft: Story = {
  decorators: [
    (Story) => (
      <div dir="rtl">
        <Story />
      </div>
    ),
  ],
};
