import { Page } from '@blunari/ui/page';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, fn, screen, userEvent } from 'storybook/test';
import { TenantTable } from './TenantTable.tsx';
import { buildTenants } from './testing/build-rollout.ts';

const meta = {
  title: 'Dashboard/Roll-out tenants',
  component: TenantTable,
  args: { tenants: buildTenants(), isFiltered: false, onMove: fn() },
  decorators: [
    (Story) => (
      <div className="flex min-h-dvh bg-surface">
        <Page>
          <Story />
        </Page>
      </div>
    ),
  ],
} satisfies Meta<typeof TenantTable>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Rows: Story = {};
export const RowsDark: Story = { globals: { theme: 'dark' } };
export const NothingFound: Story = { args: { tenants: [], isFiltered: true } };

export const DecidedByHand: Story = {
  // React Aria hides the page behind an open menu from assistive technology, focus guards included, which axe takes for
  // focusable content in a hidden part.
  parameters: { a11y: { config: { rules: [{ id: 'aria-hidden-focus', enabled: false }] } } },
  play: async ({ canvas, args }) => {
    canvas.getByRole('button', { name: 'Decide by hand for Trattoria Lucia' }).focus();
    await userEvent.keyboard('{Enter}');
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Put in: new editor' }));
    await expect(args.onMove).toHaveBeenCalledWith(expect.objectContaining({ to: 'editor' }));
  },
};
