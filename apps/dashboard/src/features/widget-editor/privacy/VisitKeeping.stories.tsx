import { setPrivacySchema } from '@blunari/schema/api';
import { buildPlace } from '@blunari/schema/testing';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, screen, userEvent, waitFor } from 'storybook/test';
import { StoryPage } from '../../../data/testing/StoryPage.tsx';
import type { StoryAnswers } from '../../../data/testing/story-services.ts';
import { VisitKeeping } from './VisitKeeping.tsx';

interface KeepingStoryProps {
  answers: StoryAnswers;
  role?: 'admin' | 'editor';
}

function KeepingStory({ answers, role = 'admin' }: KeepingStoryProps) {
  return (
    <StoryPage answers={answers} role={role}>
      <div className="bg-surface">
        <VisitKeeping />
      </div>
    </StoryPage>
  );
}

const storing: StoryAnswers = {
  'settings.get': () => buildPlace(),
  'settings.privacy': () => ({ insights: 'always', eventDays: 395 }),
  'settings.setPrivacy': (input) => ({ insights: 'always', eventDays: setPrivacySchema.parse(input).eventDays }),
};

const refusing: StoryAnswers = {
  ...storing,
  'settings.setPrivacy': () => {
    throw new Error('no answer');
  },
};

const meta = {
  title: 'Dashboard/Keep visits',
  component: KeepingStory,
  args: { answers: storing },
} satisfies Meta<typeof KeepingStory>;
export default meta;
type Story = StoryObj<typeof meta>;
type Canvas = Parameters<NonNullable<Story['play']>>[0]['canvas'];

const field = (canvas: Canvas) => canvas.findByRole('textbox', { name: 'Days, from 30 to 1825' });

async function type(canvas: Canvas, days: string): Promise<void> {
  await userEvent.clear(await field(canvas));
  await userEvent.type(await field(canvas), days);
}

async function save(canvas: Canvas): Promise<void> {
  await userEvent.click(await canvas.findByRole('button', { name: 'Save' }));
}

export const Kept: Story = {};
export const KeptDark: Story = { globals: { theme: 'dark' } };
export const OnlyLooking: Story = { args: { role: 'editor' } };
export const OnItsWay: Story = { args: { answers: {} } };

/** More days delete nothing, and are not asked about. */
export const Longer: Story = {
  play: async ({ canvas }) => {
    await type(canvas, '400');
    await save(canvas);
    await expect(await canvas.findByText('Saved')).toBeVisible();
    await expect(await field(canvas)).toHaveValue('400');
    await waitFor(() => expect(canvas.getByRole('form', { name: 'Keep visits' })).toHaveFocus());
  },
};

export const Asked: Story = {
  play: async ({ canvas }) => {
    await type(canvas, '90');
    await save(canvas);
    await expect(await screen.findByRole('alertdialog', { name: 'Keep visits for 90 days?' })).toBeVisible();
  },
};

export const Shorter: Story = {
  play: async (context) => {
    await Asked.play?.(context);
    await userEvent.click(screen.getByRole('button', { name: 'Delete older visits' }));
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    await expect(await context.canvas.findByText('Saved')).toBeVisible();
    await expect(await field(context.canvas)).toHaveValue('90');
  },
};

export const LeftAsItWas: Story = {
  play: async (context) => {
    await Asked.play?.(context);
    await userEvent.click(screen.getByRole('button', { name: 'Keep them' }));
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    await userEvent.click(context.canvas.getByRole('button', { name: 'Leave it at 395' }));
    await expect(await field(context.canvas)).toHaveValue('395');
    await expect(context.canvas.queryByRole('button', { name: 'Save' })).toBeNull();
  },
};

export const OutOfBounds: Story = {
  play: async ({ canvas }) => {
    await type(canvas, '7');
    await userEvent.tab();
    await expect(await field(canvas)).toHaveValue('30');
  },
};

export const NotShortened: Story = {
  args: { answers: refusing },
  play: async (context) => {
    await Asked.play?.(context);
    await userEvent.click(screen.getByRole('button', { name: 'Delete older visits' }));
    await expect(await screen.findByRole('alert')).toHaveTextContent('no answer from the server');
    await userEvent.click(screen.getByRole('button', { name: 'Keep them' }));
    await expect(await field(context.canvas)).toHaveValue('90');
  },
};

export const NotLengthened: Story = {
  args: { answers: refusing },
  play: async ({ canvas }) => {
    await type(canvas, '400');
    await save(canvas);
    await expect(await canvas.findByRole('alert')).toHaveTextContent('no answer from the server');
    await expect(await field(canvas)).toHaveValue('400');
  },
};
