import type { ConnectionStatus } from '@blunari/realtime';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { useState } from 'react';
import { expect, screen, userEvent, waitFor } from 'storybook/test';
import { connectionIn } from './connection-in.ts';
import { ConnectionPage } from './ConnectionPage.tsx';

interface ConnectionStoryProps {
  readonly status: ConnectionStatus;
}

/** A connection of its own, on a server in memory with which something is wrong. */
function ConnectionStory({ status }: ConnectionStoryProps) {
  const [connection] = useState(() => connectionIn(status));
  return <ConnectionPage connection={connection} />;
}

const meta = { title: 'Connection', component: ConnectionStory } satisfies Meta<typeof ConnectionStory>;
export default meta;
type Story = StoryObj<typeof meta>;

/** The story in a state, and what its indicator says there. */
function storyIn(status: ConnectionStatus, label: RegExp, topicStatus?: string): Story {
  return {
    args: { status },
    play: async ({ canvas }) => {
      await waitFor(
        async () => {
          await expect(canvas.getByRole('button', { name: label })).toBeVisible();
          await expect(canvas.getByText(status)).toBeVisible();
          if (topicStatus) await expect(canvas.getByText(topicStatus)).toBeVisible();
        },
        { timeout: 15_000 },
      );
    },
  };
}

export const Idle = storyIn('idle', /: Connecting$/);
export const Connecting = storyIn('connecting', /: Connecting$/, 'waiting');
export const Online = storyIn('online', /: Live$/, 'live');
export const Reconnecting = storyIn('reconnecting', /: Reconnecting/, 'waiting');
export const Offline = storyIn('offline', /: Offline$/, 'waiting');
export const Polling = storyIn('polling', /: Polling$/, 'live');
export const Unauthorized = storyIn('unauthorized', /: Sign-in needed$/, 'waiting');
export const Closed = storyIn('closed', /: Signed out$/, 'waiting');

const patiently = { timeout: 15_000 };

/** A refused session is no dead end: there is a button for it, and what was refused is asked anew. */
export const SignsInAgain: Story = {
  args: { status: 'unauthorized' },
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole('button', { name: /: Sign-in needed$/ }, patiently));
    await userEvent.click(await screen.findByRole('button', { name: 'Sign in again' }));
    await userEvent.keyboard('{Escape}');
    await canvas.findByRole('button', { name: /: Live$/ }, patiently);
  },
};

/** When it tries next, and how often it has. */
export const TellsItsTries: Story = {
  args: { status: 'reconnecting' },
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole('button', { name: /: Reconnecting/ }, patiently));
    const facts = await screen.findByRole('dialog', { name: 'Connection' });
    await waitFor(() => expect(facts).toHaveTextContent(/Attempts\d+Next try(in \d+ s|now)/), patiently);
    await expect(screen.getByRole('button', { name: 'Try now' })).toBeVisible();
  },
};

/** Settings and totals follow what others do. */
export const FollowsSettingsAndTotals: Story = {
  args: { status: 'online' },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText('“Book a table”, version 1', {}, patiently)).toBeVisible();
    await expect(canvas.getByText('12 views')).toBeVisible();
    await canvas.findByRole('button', { name: /: Live$/ }, patiently);
    await userEvent.click(canvas.getByRole('button', { name: 'Save a title elsewhere' }));
    await userEvent.click(canvas.getByRole('button', { name: 'Visit the widget' }));
    await expect(await canvas.findByText('“Reserve”, version 2', {}, patiently)).toBeVisible();
    await expect(await canvas.findByText('13 views', {}, patiently)).toBeVisible();
  },
};

/** No name runs under its value. */
export const NamesBesideValues: Story = {
  args: { status: 'closed' },
  play: async ({ canvasElement }) => {
    for (const name of canvasElement.querySelectorAll('dt')) {
      const value = name.nextElementSibling?.getBoundingClientRect();
      const range = document.createRange();
      range.selectNodeContents(name);
      await expect(range.getBoundingClientRect().right).toBeLessThan(value?.left ?? 0);
    }
  },
};
