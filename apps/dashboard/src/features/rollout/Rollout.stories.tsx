import { appError } from '@blunari/schema/errors';
import { err, ok } from '@blunari/schema/result';
import { Page } from '@blunari/ui/page';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, fn, screen, userEvent, waitFor, within } from 'storybook/test';
import type { RolloutActions } from './actions.ts';
import { PlanDialog } from './PlanDialog.tsx';
import { RolloutView } from './RolloutView.tsx';
import { RuleDialog } from './RuleDialog.tsx';
import { StageDialog } from './StageDialog.tsx';
import {
  buildAudit,
  buildBatch,
  buildConnections,
  buildCourse,
  buildFailures,
  buildRollout,
  buildUnbegun,
  lookedAtMs,
} from './testing/build-rollout.ts';

const accept = () => fn(() => Promise.resolve(ok(null)));

const actions: RolloutActions = {
  goOn: accept(),
  pause: accept(),
  abort: accept(),
  back: accept(),
  setStage: accept(),
  setRule: accept(),
  plan: accept(),
  moveTenant: accept(),
  retire: accept(),
  bringBack: accept(),
};

const there = <Answer,>(data: Answer) => ({ data, error: null, refetch: () => {} });
const missing = { data: undefined, error: null, refetch: () => {} };
const failed = { data: undefined, error: new Error('no answer'), refetch: () => {} };

const meta = {
  title: 'Dashboard/Roll-out',
  component: RolloutView,
  // React Aria tells that a button is at work by pointing at it, for some seconds and so into the next story; axe finds
  // that remark when the button is gone already.
  parameters: { a11y: { config: { rules: [{ id: 'role-img-alt', enabled: false }] } } },
  args: {
    rollout: buildRollout(),
    course: there(buildCourse()),
    connections: there(buildConnections()),
    failures: there(buildFailures()),
    audit: there({ entries: buildAudit() }),
    actions,
    timeZone: 'UTC',
    nowMs: lookedAtMs,
  },
  decorators: [
    (Story) => (
      <div className="flex min-h-dvh bg-surface">
        <Page>
          <Story />
        </Page>
      </div>
    ),
  ],
} satisfies Meta<typeof RolloutView>;
export default meta;
type Story = StoryObj<typeof meta>;

const inBatch3 = (status: 'running' | 'paused') =>
  buildRollout({
    batches: buildRollout().batches.map((batch) => (batch.batch === 3 ? { ...batch, status, stop: null } : batch)),
  });

export const StoppedByItself: Story = {};
export const StoppedByItselfDark: Story = { globals: { theme: 'dark' } };
export const Running: Story = { args: { rollout: inBatch3('running') } };
export const Paused: Story = { args: { rollout: inBatch3('paused') } };
export const NotBegun: Story = {
  args: {
    rollout: buildUnbegun(),
    course: there({ points: [] }),
    connections: there({ share: 0.25, groups: [] }),
    failures: there({ failures: [] }),
    audit: there({ entries: [] }),
  },
};
/** As a product begins that never had the earlier form. */
export const NobodyToMove: Story = {
  args: {
    ...NotBegun.args,
    rollout: { ...buildUnbegun(), stage: 'on', percent: 100, tenants: { all: 2, moved: 2, putIn: 0, takenOut: 0 } },
  },
};
export const EverybodyMoved: Story = {
  args: {
    rollout: buildRollout({
      stage: 'on',
      percent: 100,
      currentBatch: null,
      batches: [buildBatch(1, 100, 412, { status: 'done', startedAt: '2026-11-24T09:00:00.000Z' })],
      tenants: { all: 412, moved: 412, putIn: 0, takenOut: 0 },
    }),
  },
};
export const Retired: Story = {
  args: {
    rollout: buildRollout({
      ...EverybodyMoved.args?.rollout,
      retiredAt: '2026-11-26T10:00:00.000Z',
    }),
  },
};
export const PartsOnTheirWay: Story = {
  args: { course: missing, connections: missing, failures: missing, audit: missing },
};
export const PartsThatFailed: Story = {
  args: { course: failed, connections: failed, failures: failed, audit: failed },
};

/** Nothing is sent without a reason; with one it is, and the question goes. */
export const GoesOnWithAReason: Story = {
  play: async ({ canvas, args }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Go on' }));
    const dialog = await screen.findByRole('dialog', { name: 'Let batch 3 run on?' });
    await userEvent.click(within(dialog).getByRole('button', { name: 'Go on' }));
    await expect(await screen.findByText(/Say why/)).toBeVisible();
    await expect(args.actions.goOn).not.toHaveBeenCalled();
    await userEvent.type(screen.getByRole('textbox', { name: 'Reason' }), 'The fault is mended');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Go on' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await expect(args.actions.goOn).toHaveBeenCalledWith({ batch: 3, reason: 'The fault is mended' });
  },
};

/** One press and one confirmation, from the keyboard too: the reason stands there already. */
export const BackToZero: Story = {
  play: async ({ canvas, args }) => {
    canvas.getByRole('button', { name: 'Back to 0 %' }).focus();
    await userEvent.keyboard('{Enter}');
    await screen.findByRole('alertdialog', { name: 'Move everybody back?' });
    await userEvent.keyboard('{Enter}');
    await waitFor(() =>
      expect(args.actions.back).toHaveBeenCalledWith({
        toBatch: 0,
        reason: 'Something is wrong with the new editor',
      }),
    );
  },
};

export const RefusedInWords: Story = {
  args: {
    rollout: inBatch3('running'),
    actions: {
      ...actions,
      pause: () => Promise.resolve(err(appError('outside_rules', 'Batch 3 was stopped in the meantime. Look again.'))),
    },
  },
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Pause' }));
    await screen.findByRole('dialog', { name: 'Pause in batch 3?' });
    await userEvent.keyboard('{Enter}');
    await expect(await screen.findByRole('alert')).toHaveTextContent('Batch 3 was stopped in the meantime.');
  },
};

/** The rule as numbers, and below them what they mean together. */
export const RuleOfTheStop: Story = {
  render: ({ rollout, actions: { setRule } }) => (
    <RuleDialog rule={rollout.rule} onSend={(rule, reason) => setRule({ rule, reason })} onClose={() => {}} />
  ),
};

export const PlanOfBatches: Story = {
  render: ({ actions: { plan } }) => <PlanDialog rollout={buildUnbegun()} onSend={plan} onClose={() => {}} />,
};

export const StageByHand: Story = {
  render: ({ rollout, actions: { setStage } }) => (
    <StageDialog rollout={rollout} onSend={setStage} onClose={() => {}} />
  ),
};
