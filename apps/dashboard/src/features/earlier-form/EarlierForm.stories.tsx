import { saveWidgetSchema } from '@blunari/schema/api';
import { applyMergePatch } from '@blunari/schema/config/merge-patch';
import { buildBookingConfig, buildCateringConfig, buildPlace } from '@blunari/schema/testing';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { useState } from 'react';
import { expect, fn, screen, userEvent, waitFor } from 'storybook/test';
import { z } from 'zod';
import type { Widget } from '../../data/api-types.ts';
import { StoryPage, storyTenant } from '../../data/testing/StoryPage.tsx';
import type { StoryAnswers } from '../../data/testing/story-services.ts';
import { EarlierFormPage, type EarlierFormPageProps } from './EarlierFormPage.tsx';

const config = buildBookingConfig({
  texts: {
    title: { en: 'A table at Lucia’s' },
    intro: { en: 'Forty-four seats, one oven, and whatever the market had this morning.' },
    submit: { en: 'Book a table' },
    success: {},
    policy: {},
  },
});

const row = (type: 'booking' | 'catering', changes: Partial<Widget> = {}): Widget => ({
  id: type === 'booking' ? 'de300000-0000-4000-8000-000000000101' : 'de300000-0000-4000-8000-000000000102',
  tenantId: storyTenant.id,
  type,
  publicKey: 'wk_0123456789abcdefghij',
  version: 48,
  isActive: true,
  config: type === 'booking' ? config : buildCateringConfig(),
  publishMode: 'live',
  draft: null,
  draftVersion: 0,
  updatedAt: '2026-11-13T16:20:00.000Z',
  ...changes,
});

const change = (version: number, patch: object) => ({
  version,
  patch,
  isActive: true,
  changedBy: 'de300000-0000-4000-8000-000000000009',
  changedByName: 'Marco',
  changedAt: '2026-11-13T16:20:00.000Z',
});

const inputSchema = z.object({ patch: saveWidgetSchema.shape.patch });

/** A server that stores what is saved. */
const storing: StoryAnswers = {
  'widgets.list': () => [row('booking'), row('catering')],
  'settings.get': () => buildPlace(),
  'widgets.history': () => [change(48, { party: { max: 8 } })],
  'widgets.save': (input) => {
    const { patch } = inputSchema.parse(input);
    return {
      status: 'saved',
      row: row('booking', { version: 49, config: applyMergePatch(config, patch) }),
      conflicts: [],
    };
  },
};

/** A colleague saved 12 as the largest party meanwhile. */
const clashing: StoryAnswers = {
  ...storing,
  'widgets.history': () => [change(49, { party: { max: 12 } })],
  'widgets.save': (input) => {
    const { patch } = inputSchema.parse(input);
    const merged = applyMergePatch(applyMergePatch(config, patch), { party: { max: 12 } });
    const conflicts = [{ path: ['party', 'max'], base: 8, mine: 10, theirs: 12 }];
    return { status: 'conflict', row: row('booking', { version: 50, config: merged }), conflicts };
  },
};

interface FormStoryProps extends EarlierFormPageProps {
  answers: StoryAnswers;
  role?: 'owner' | 'viewer';
}

function FormStory({ answers, role = 'owner', ...page }: FormStoryProps) {
  return (
    <StoryPage answers={answers} role={role}>
      <div className="flex h-dvh flex-col bg-surface">
        <EarlierFormPage {...page} />
      </div>
    </StoryPage>
  );
}

const meta = {
  title: 'Dashboard/Earlier form',
  component: FormStory,
  args: { type: 'booking', onMove: null, answers: storing },
} satisfies Meta<typeof FormStory>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Booking: Story = {};
export const BookingDark: Story = { globals: { theme: 'dark' } };
export const Catering: Story = { args: { type: 'catering' } };
export const OnlyLooking: Story = { args: { role: 'viewer' } };
export const OnItsWay: Story = { args: { answers: {} } };
export const Failed: Story = {
  args: {
    answers: {
      ...storing,
      'widgets.list': () => {
        throw new Error('no answer');
      },
    },
  },
};
export const AsADraft: Story = {
  args: {
    answers: {
      ...storing,
      'widgets.list': () => [row('booking', { publishMode: 'draft', draft: { config, baseVersion: 48 } })],
    },
  },
};
export const StoredBroken: Story = {
  args: {
    answers: {
      ...storing,
      'widgets.list': () => [row('booking', { config: { ...config, party: { min: 9, max: 2 } } })],
    },
  },
};

async function retype(label: string, text: string): Promise<void> {
  const field = await screen.findByRole('textbox', { name: label });
  await userEvent.clear(field);
  await userEvent.type(field, text);
  await userEvent.tab();
}

/** Counts what is not saved, and stores all of it from the keyboard. */
export const SavedWithTheKeyboard: Story = {
  play: async () => {
    await retype('Largest party', '10');
    await retype('Title', 'Da Lucia');
    await expect(await screen.findByText('2 fields changed, not saved yet')).toBeVisible();
    await expect(screen.getAllByText('was', { exact: false, selector: 'span:has(bdi)' })).toHaveLength(2);
    await userEvent.keyboard('{Control>}s{/Control}');
    await expect(await screen.findByText('Saved')).toBeVisible();
  },
};

/** What was typed can be dropped. */
export const Discarded: Story = {
  play: async () => {
    await retype('Title', 'Da Lucia');
    await userEvent.click(screen.getByRole('button', { name: 'Discard' }));
    await expect(screen.getByRole('textbox', { name: 'Title' })).toHaveValue('A table at Lucia’s');
    await expect(screen.getByText('No changes')).toBeVisible();
  },
};

/** The first wrong field takes the focus, and the foot says what is wrong. */
export const NotSavedYet: Story = {
  play: async () => {
    await retype('Last arrival', '16:00');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await expect(await screen.findByRole('alert')).toHaveTextContent('Not saved. Dinner, last arrival');
    await waitFor(() => expect(screen.getByRole('textbox', { name: 'Last arrival' })).toHaveFocus());
  },
};

export const NoAnswer: Story = {
  args: {
    answers: {
      ...storing,
      'widgets.save': () => {
        throw new Error('no answer');
      },
    },
  },
  play: async () => {
    await retype('Title', 'Da Lucia');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await expect(await screen.findByRole('alert')).toHaveTextContent('What you typed stays here.');
    await expect(screen.getByRole('textbox', { name: 'Title' })).toHaveValue('Da Lucia');
  },
};

/** Both values in words; taking theirs leaves nothing to save. */
export const SomebodyElseSavedMeanwhile: Story = {
  args: { answers: clashing },
  play: async () => {
    await retype('Largest party', '10');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    const note = await screen.findByRole('alert', { name: 'Changed meanwhile' });
    await expect(note).toHaveTextContent('Largest party: you typed 10.');
    await waitFor(() => expect(note).toHaveTextContent(/Marco saved 12 at \d\d:\d\d\./));
    await expect(screen.getByRole('textbox', { name: 'Largest party' })).toHaveValue('10');
  },
};

export const TheirsTaken: Story = {
  args: { answers: clashing },
  play: async () => {
    await retype('Largest party', '10');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Take 12' }));
    await expect(screen.getByRole('textbox', { name: 'Largest party' })).toHaveValue('12');
    await expect(screen.queryByRole('alert')).toBeNull();
    await expect(screen.getByRole('button', { name: 'Save' })).toBeDisabled();
  },
};

/** The restaurant was moved while something was typed: it is asked about, and can be taken along. */
export const MovedWhileTyping: Story = {
  args: { onMove: fn() },
  render: function Render(args) {
    const [isMoved, setIsMoved] = useState(false);
    const onMove = () => {
      args.onMove?.();
      setIsMoved(true);
    };
    return isMoved ? <p>The editor</p> : <FormStory {...args} onMove={onMove} />;
  },
  play: async ({ args }) => {
    await retype('Largest party', '10');
    await userEvent.click(screen.getByRole('button', { name: 'Take it along' }));
    await expect(args.onMove).toHaveBeenCalledOnce();
    const left = Object.keys(localStorage).filter((key) => key.startsWith('blunari.unsent.'));
    await expect(left.map((key) => localStorage.getItem(key)).join()).toContain('"party":{"max":10}');
    for (const key of left) localStorage.removeItem(key);
  },
};
