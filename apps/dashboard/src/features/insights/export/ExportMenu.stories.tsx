import type { AppError } from '@blunari/schema/errors';
import { noNumbers } from '@blunari/schema/insights';
import { headOf } from '@blunari/schema/insights/export';
import type { TenantRole } from '@blunari/schema/roles';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { type ReactNode, useState } from 'react';
import { expect, fn, screen, userEvent, waitFor } from 'storybook/test';
import { ServicesContext, useServices } from '../../../data/services-context.ts';
import type { Services } from '../../../data/services.ts';
import { StoryPage, storyTenant } from '../../../data/testing/StoryPage.tsx';
import type { StoryAnswers } from '../../../data/testing/story-services.ts';
import { ViewContext } from '../view/view-context.ts';
import { viewOf } from '../view/view.ts';
import { ExportMenu } from './ExportMenu.tsx';
import { ExportNote } from './ExportNote.tsx';

interface AloneProps {
  role: TenantRole;
  /** What the server answers; null in Mock Mode, which has no files. */
  fetchFile: Services['fetchFile'];
}

function Alone({ role, fetchFile }: AloneProps) {
  return (
    <StoryPage answers={answers} role={role}>
      <WithFiles fetchFile={fetchFile}>
        <ViewContext value={shown}>
          <Page />
        </ViewContext>
      </WithFiles>
    </StoryPage>
  );
}

/** As much of the screen as says why there is no file. */
function Page() {
  const [error, setError] = useState<AppError | null>(null);
  return (
    <div className="min-h-60 bg-surface p-4">
      {error && <ExportNote error={error} />}
      <ExportMenu onError={setError} />
    </div>
  );
}

function WithFiles({ fetchFile, children }: Pick<AloneProps, 'fetchFile'> & { children: ReactNode }) {
  const services = useServices();
  const [changed] = useState(() => ({ ...services, fetchFile }));
  return <ServicesContext value={changed}>{children}</ServicesContext>;
}

/** A server that counted nothing in these days. */
const answers: StoryAnswers = {
  'insights.summary': () => ({
    now: { ...noNumbers, turnedAway: 0, dropped: { bot: 0, prefetch: 0, invalid: 0, late: 0 } },
  }),
};

const search = { from: '2026-10-01', to: '2026-10-07' };
const shown = {
  view: viewOf(search, { tenantId: storyTenant.id, today: '2026-11-14', currency: 'EUR', active: ['booking'] }),
  search,
  choose: () => {},
  fileNameOf: (part: string) => `trattoria-lucia-booking-${part}`,
};

/** An answer that has begun and does not end. */
const slowly = fn(() => Promise.resolve(new Response(new ReadableStream({ start: sendSome }))));

function sendSome(controller: ReadableStreamDefaultController<Uint8Array>): void {
  const line = `${JSON.stringify({ at: '2026-10-01T10:00:00.000000Z', id: storyTenant.id, rest: 'x'.repeat(1_200_000) })}\n`;
  controller.enqueue(new TextEncoder().encode(line));
}

const args: AloneProps = { role: 'owner', fetchFile: () => Promise.resolve(new Response(headOf.csv)) };

const meta = {
  title: 'Dashboard/Insights/Export',
  component: Alone,
  args,
} satisfies Meta<typeof Alone>;
export default meta;
type Story = StoryObj<typeof meta>;

const openMenu = async (canvas: Parameters<NonNullable<Story['play']>>[0]['canvas']): Promise<void> =>
  userEvent.click(await canvas.findByRole('button', { name: 'Export' }));

const offered = (): readonly (string | null)[] => screen.getAllByRole('menuitem').map(({ textContent }) => textContent);

export const Open: Story = {
  play: async ({ canvas }) => {
    await openMenu(canvas);
    await screen.findByRole('menu');
    await expect(offered()).toEqual(['For spreadsheetsCSV', 'For programsNDJSON', 'Tokens and examples']);
  },
};
export const OpenDark: Story = { ...Open, globals: { theme: 'dark' } };

/** Who sees the numbers may take the visits along, which lead to nobody; tokens are for admins. */
export const ForAViewer: Story = {
  args: { role: 'viewer' },
  play: async ({ canvas }) => {
    await openMenu(canvas);
    await screen.findByRole('menu');
    await expect(offered()).toEqual(['For spreadsheetsCSV', 'For programsNDJSON']);
  },
};

export const InMockMode: Story = {
  args: { fetchFile: null },
  play: async ({ canvas }) => {
    await openMenu(canvas);
    await screen.findByRole('menu');
    await expect(offered()).toEqual(['Tokens and examples']);
  },
};

export const Running: Story = {
  args: { fetchFile: slowly },
  play: async ({ canvas }) => {
    slowly.mockClear();
    await openMenu(canvas);
    await userEvent.click(await screen.findByRole('menuitem', { name: /For programs/ }));
    await expect(await canvas.findByText('1.2 MB')).toBeVisible();
    await expect(slowly).toHaveBeenCalledWith(
      expect.stringMatching(
        /^\/api\/v1\/insights\/export\.ndjson\?tenant=.*&from=2026-10-01&to=2026-10-07&widget=booking$/,
      ),
      expect.any(AbortSignal),
    );
  },
};

export const Refused: Story = {
  args: {
    fetchFile: () =>
      Promise.resolve(Response.json({ code: 'not_found', message: 'There is no such restaurant.' }, { status: 404 })),
  },
  play: async ({ canvas }) => {
    await openMenu(canvas);
    await userEvent.click(await screen.findByRole('menuitem', { name: /For spreadsheets/ }));
    await expect(await canvas.findByRole('alert')).toHaveTextContent('There is no such restaurant.');
    await waitFor(() => expect(canvas.getByRole('button', { name: 'Export' })).toBeEnabled());
  },
};

export const NobodyCame: Story = {
  play: async ({ canvas }) => {
    await openMenu(canvas);
    await userEvent.click(await screen.findByRole('menuitem', { name: /For spreadsheets/ }));
    await expect(await canvas.findByRole('alert')).toHaveTextContent('Nobody came on these days');
  },
};
