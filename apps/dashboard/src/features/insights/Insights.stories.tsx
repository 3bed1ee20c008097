import { sumNumbers } from '@blunari/schema/insights';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { useState } from 'react';
import { expect, fireEvent, userEvent, waitFor } from 'storybook/test';
import { StoryPage } from '../../data/testing/StoryPage.tsx';
import type { StoryAnswers } from '../../data/testing/story-services.ts';
import { InsightsPage } from './InsightsPage.tsx';
import { buildTotals, insightAnswers } from './testing/insight-answers.ts';
import type { InsightsSearch } from './view/insights-search.ts';

interface ScreenProps {
  answers: StoryAnswers;
  search: InsightsSearch;
}

function Screen({ answers, search }: ScreenProps) {
  return (
    <div className="flex min-h-dvh flex-col bg-surface">
      <StoryPage answers={answers}>
        <Addressed search={search} />
      </StoryPage>
    </div>
  );
}

/** The screen with an address of its own. */
function Addressed({ search }: Pick<ScreenProps, 'search'>) {
  const [held, setHeld] = useState(search);
  return <InsightsPage search={held} onSearchChange={setHeld} />;
}

const meta = {
  title: 'Dashboard/Insights',
  component: Screen,
  parameters: { bare: true },
  args: { answers: insightAnswers, search: {} },
} satisfies Meta<typeof Screen>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Weeks: Story = {};
export const WeeksDark: Story = { globals: { theme: 'dark' } };
export const Today: Story = { args: { search: { period: 'today' } } };
export const Year: Story = { args: { search: { period: '12-months', against: 'year', show: 'rate' } } };
export const Catering: Story = { args: { search: { widget: 'catering' } } };
export const Both: Story = { args: { search: { widget: 'both', against: 'nothing' } } };
export const OwnDates: Story = { args: { search: { from: '2026-10-01', to: '2026-10-07' } } };

const noAnswers: StoryAnswers = Object.fromEntries(
  Object.entries(insightAnswers).filter(([path]) => !path.startsWith('insights.')),
);

export const OnItsWay: Story = { args: { answers: noAnswers } };

const refuse = () => {
  throw new Error('no answer');
};

export const Failed: Story = {
  args: {
    answers: Object.fromEntries(
      Object.entries(insightAnswers).map(([path, answer]) => [path, path.startsWith('insights.') ? refuse : answer]),
    ),
  },
};

const nobody = { ...sumNumbers([]), turnedAway: 0, dropped: { bot: 0, prefetch: 0, invalid: 0, late: 0 } };

export const NobodyYet: Story = {
  args: {
    answers: {
      ...insightAnswers,
      'insights.today': () => buildTotals(),
      'insights.summary': () => ({ now: nobody, compared: nobody }),
    },
  },
  play: async ({ canvas }) => {
    await expect(await canvas.findByLabelText('Embed code')).toHaveTextContent('wk_0123456789abcdefghij');
  },
};

export const FilteredByPage: Story = {
  args: { search: { by: 'page', value: '/prenota' } },
  play: async ({ canvas }) => {
    await canvas.findByText(/^In the last half hour/);
    for (const title of ['Right now', 'Turned away', 'Hours of the week', 'How far ahead they book']) {
      const section = await canvas.findByRole('region', { name: title });
      await waitFor(() => expect(section).toHaveTextContent('All visits: the filter does not narrow this.'));
    }
    await userEvent.click(await canvas.findByRole('button', { name: 'Take the filter away' }));
    await waitFor(() => expect(canvas.queryByText(/^All visits:/)).toBeNull());
    await waitFor(() => expect(canvas.queryByText(/^Only visits/)).toBeNull());
    await userEvent.click(await canvas.findByRole('button', { name: '/prenota' }));
    await expect(await canvas.findByText(/^Only visits/)).toBeVisible();
  },
};

export const FilterOnALongPeriod: Story = {
  args: { search: { period: '90-days', by: 'device', value: 'phone' } },
  play: async ({ canvas }) => {
    const [first] = await canvas.findAllByText(/30 days at most/);
    await expect(first).toBeVisible();
    const [shorter] = await canvas.findAllByText('Show the last 28 days');
    if (shorter) await userEvent.click(shorter);
    await waitFor(() => expect(canvas.queryByText(/30 days at most/)).toBeNull());
  },
};

/** Whoever moves along the line, by keys too, is told what is there. */
export const ByKeyboard: Story = {
  play: async ({ canvas }) => {
    const line = await canvas.findByRole('slider', { name: /point by point/ });
    const before = line.getAttribute('aria-valuetext');
    // Arrow keys do this in a browser; the simulated ones of a story do not.
    await fireEvent.change(line, { target: { value: '3' } });
    await waitFor(() => expect(line.getAttribute('aria-valuetext')).not.toBe(before));
    await expect(line).toHaveAttribute('aria-valuetext', expect.stringMatching(/^\w{3} \d+ \w{3}: \d+; /));
  },
};

export const AsTables: Story = {
  play: async ({ canvas }) => {
    await canvas.findByRole('heading', { name: 'Turned away' });
    for (const toTable of await canvas.findAllByRole('radio', { name: 'Table' })) await userEvent.click(toTable);
    const table = await canvas.findByRole('region', { name: 'Turned away, as a table' });
    await expect(table).toHaveTextContent('20:00');
  },
};
