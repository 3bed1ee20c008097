import { setPrivacySchema } from '@blunari/schema/api';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, screen, userEvent } from 'storybook/test';
import { StoryPage } from '../../../data/testing/StoryPage.tsx';
import type { StoryAnswers } from '../../../data/testing/story-services.ts';
import { VisitCounting } from './VisitCounting.tsx';

interface CountingStoryProps {
  answers: StoryAnswers;
  role?: 'admin' | 'editor';
}

function CountingStory({ answers, role = 'admin' }: CountingStoryProps) {
  return (
    <StoryPage answers={answers} role={role}>
      <div className="bg-surface">
        <VisitCounting />
      </div>
    </StoryPage>
  );
}

const storing: StoryAnswers = {
  'settings.privacy': () => ({ insights: 'always', eventDays: 395 }),
  'settings.setPrivacy': (input) => ({ insights: setPrivacySchema.parse(input).insights, eventDays: 395 }),
};

const meta = {
  title: 'Dashboard/Count visits',
  component: CountingStory,
  args: { answers: storing },
} satisfies Meta<typeof CountingStory>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Always: Story = {};
export const AlwaysDark: Story = { globals: { theme: 'dark' } };

export const WithConsent: Story = {
  play: async () => {
    await userEvent.click(await screen.findByRole('radio', { name: 'With consent' }));
    await expect(await screen.findByText(/consent="granted"/)).toBeVisible();
    await expect(screen.getByRole('radio', { name: 'With consent' })).toBeChecked();
  },
};

export const Never: Story = {
  args: { answers: { 'settings.privacy': () => ({ insights: 'never', eventDays: 395 }) } },
};
export const OnlyLooking: Story = { args: { role: 'editor' } };
export const OnItsWay: Story = { args: { answers: {} } };

export const Refused: Story = {
  args: {
    answers: {
      ...storing,
      'settings.setPrivacy': () => {
        throw new Error('no answer');
      },
    },
  },
  play: async () => {
    await userEvent.click(await screen.findByRole('radio', { name: 'Never' }));
    await expect(await screen.findByRole('alert')).toBeVisible();
    await expect(screen.getByRole('radio', { name: 'Always' })).toBeChecked();
  },
};

export const Failed: Story = {
  args: {
    answers: {
      'settings.privacy': () => {
        throw new Error('no answer');
      },
    },
  },
  play: async () => {
    await expect(await screen.findByRole('alert')).toBeVisible();
  },
};
