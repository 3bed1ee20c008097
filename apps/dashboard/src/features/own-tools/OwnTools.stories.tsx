import type { TenantRole } from '@blunari/schema/roles';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, screen, userEvent, waitFor } from 'storybook/test';
import { StoryPage } from '../../data/testing/StoryPage.tsx';
import type { StoryAnswers } from '../../data/testing/story-services.ts';
import { OwnToolsPage } from './OwnToolsPage.tsx';
import { buildTokens, storyToken, tokenAnswers } from './testing/token-answers.ts';

function Screen({ answers, role }: { answers: StoryAnswers; role: TenantRole }) {
  return (
    <div className="flex min-h-dvh flex-col bg-surface">
      <StoryPage answers={answers} role={role}>
        <OwnToolsPage />
      </StoryPage>
    </div>
  );
}

const meta = {
  title: 'Dashboard/Your own tools',
  component: Screen,
  // A button at work is named by a remark that is gone with the button; axe may find it without.
  parameters: { bare: true, a11y: { config: { rules: [{ id: 'role-img-alt', enabled: false }] } } },
  args: { answers: tokenAnswers(buildTokens()), role: 'owner' },
} satisfies Meta<typeof Screen>;
export default meta;
type Story = StoryObj<typeof meta>;
type Canvas = Parameters<NonNullable<Story['play']>>[0]['canvas'];

export const Tokens: Story = {};
export const TokensDark: Story = { globals: { theme: 'dark' } };
export const NoneYet: Story = { args: { answers: tokenAnswers([]) } };
export const OnTheirWay: Story = { args: { answers: {} } };

const refuse = () => {
  throw new Error('no answer');
};

export const Failed: Story = {
  args: { answers: { ...tokenAnswers([]), 'apiTokens.list': refuse } },
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole('alert')).toHaveTextContent('The tokens did not load.');
  },
};

export const ForAnEditor: Story = {
  args: { role: 'editor' },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText(/made by admins and owners/)).toBeVisible();
    await expect(canvas.queryByRole('button', { name: 'Make token' })).toBeNull();
    await expect(canvas.getByRole('heading', { name: 'How a program asks' })).toBeVisible();
  },
};

/** By the button: the simulated Enter leaves the field while it goes away, which browsers do in another order. */
async function makeToken(canvas: Canvas, name: string): Promise<void> {
  await userEvent.type(await canvas.findByLabelText('What the token is for'), name);
  await userEvent.click(canvas.getByRole('button', { name: 'Make token' }));
}

/** The token is shown once, its button has the focus, and then the list has it. */
export const ToldOnce: Story = {
  args: { answers: tokenAnswers(buildTokens()) },
  play: async ({ canvas }) => {
    await makeToken(canvas, 'Wine list');
    await expect(await canvas.findByText(storyToken)).toBeVisible();
    await expect(canvas.getByRole('region', { name: /^The token for Wine list/ })).toHaveTextContent('Copy it now');
    await waitFor(() => expect(canvas.getByRole('button', { name: 'Copy the token' })).toHaveFocus());
    await expect(await canvas.findByRole('row', { name: /Wine list/ })).toBeVisible();
    await userEvent.click(canvas.getByRole('button', { name: 'I have kept it' }));
    await waitFor(() => expect(canvas.queryByText(storyToken)).toBeNull());
    await waitFor(() => expect(canvas.getByRole('region', { name: 'Tokens' })).toHaveFocus());
  },
};

export const JustMade: Story = {
  args: { answers: tokenAnswers(buildTokens()) },
  play: async ({ canvas }) => {
    await makeToken(canvas, 'Wine list');
    await expect(await canvas.findByText(storyToken)).toBeVisible();
  },
};

export const NamedNothing: Story = {
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Make token' }));
    await expect(await canvas.findByText('Say what the token is for.')).toBeVisible();
  },
};

export const NotMade: Story = {
  args: { answers: { ...tokenAnswers([]), 'apiTokens.create': refuse } },
  play: async ({ canvas }) => {
    await makeToken(canvas, 'Till');
    await expect(await canvas.findByRole('alert')).toHaveTextContent('no answer from the server');
    await expect(canvas.getByLabelText('What the token is for')).toHaveValue('Till');
  },
};

/** What held the focus goes with the row; the list keeps it. */
export const Revoked: Story = {
  args: { answers: tokenAnswers(buildTokens()) },
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Revoke Till' }));
    await expect(await screen.findByRole('alertdialog', { name: 'Revoke “Till”?' })).toHaveTextContent('blu_d02e77c1');
    await userEvent.click(screen.getByRole('button', { name: 'Revoke token' }));
    await waitFor(() => expect(canvas.queryByRole('row', { name: /Till/ })).toBeNull());
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    await waitFor(() => expect(canvas.getByRole('region', { name: 'Tokens' })).toHaveFocus());
  },
};

export const NotRevoked: Story = {
  args: { answers: { ...tokenAnswers(buildTokens()), 'apiTokens.revoke': refuse } },
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Revoke Till' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Revoke token' }));
    const dialog = await screen.findByRole('alertdialog');
    await waitFor(() => expect(dialog).toHaveTextContent('no answer from the server'));
    await userEvent.click(screen.getByRole('button', { name: 'Keep it' }));
    await waitFor(() => expect(canvas.getByRole('button', { name: 'Revoke Till' })).toHaveFocus());
  },
};
