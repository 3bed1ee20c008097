import type { GuestBooking } from '@blunari/schema/booking';
import { appError, type ErrorCode } from '@blunari/schema/errors';
import { err, ok } from '@blunari/schema/result';
import { buildBookingConfig, buildPlace } from '@blunari/schema/testing';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, fn, userEvent, within } from 'storybook/test';
import { loadMessages } from '../i18n/locale.ts';
import { Stage } from '../stories/Stage.tsx';
import type { GuestBookingApi } from './guest-booking-api.ts';
import { GuestBookingWidget } from './GuestBookingWidget.tsx';

const booking: GuestBooking = {
  id: '0197a3c0-0000-7000-8000-000000000001',
  reference: 'C7D-XK4',
  status: 'confirmed',
  partySize: 4,
  startsAt: '2026-11-21T18:30:00.000Z',
  localDate: '2026-11-21',
  localTime: '19:30',
  timeZone: 'Europe/Rome',
  durationMinutes: 105,
  canCancel: true,
};
const cancelled: GuestBooking = { ...booking, status: 'cancelled', canCancel: false };
const late: GuestBooking = { ...booking, canCancel: false };

function apiOf(shown: GuestBooking, changes: Partial<GuestBookingApi> = {}): GuestBookingApi {
  return {
    read: () => Promise.resolve(ok(shown)),
    cancel: fn(() => Promise.resolve(ok(cancelled))),
    nowMs: () => Date.parse('2026-11-14T13:00:00Z'),
    ...changes,
  };
}

const refuse = (code: ErrorCode) => () => Promise.resolve(err(appError(code, 'Refused.')));

const meta = {
  title: 'Guest/Your booking',
  component: GuestBookingWidget,
  parameters: { bare: true },
  args: {
    appearance: buildBookingConfig().appearance,
    place: buildPlace(),
    locale: 'en',
    api: apiOf(booking),
    bookUrl: '#again',
  },
  render: (args) => (
    <Stage width={296}>
      <GuestBookingWidget {...args} />
    </Stage>
  ),
} satisfies Meta<typeof GuestBookingWidget>;

export default meta;

type Story = StoryObj<typeof meta>;

const press = async (root: HTMLElement, name: string): Promise<void> =>
  userEvent.click(await within(root).findByRole('button', { name }));

export const Shown: Story = {
  play: async ({ canvasElement }) => {
    await expect(await within(canvasElement).findByText('C7D-XK4')).toBeVisible();
    await expect(within(canvasElement).getByText(/19:30/)).toBeVisible();
  },
};

export const AskedTwice: Story = {
  args: { api: apiOf(booking) },
  play: async ({ canvasElement, args }) => {
    await press(canvasElement, 'Cancel this booking');
    await expect(within(canvasElement).getByRole('heading', { name: 'Really cancel it?' })).toHaveFocus();
    await expect(args.api.cancel).not.toHaveBeenCalled();
  },
};

export const KeptAfterAll: Story = {
  args: { api: apiOf(booking) },
  play: async ({ canvasElement, args }) => {
    await press(canvasElement, 'Cancel this booking');
    await press(canvasElement, 'Keep this booking');
    await expect(within(canvasElement).getByRole('button', { name: 'Cancel this booking' })).toBeVisible();
    await expect(args.api.cancel).not.toHaveBeenCalled();
  },
};

export const Cancelled: Story = {
  args: { api: apiOf(booking) },
  play: async ({ canvasElement, args }) => {
    await press(canvasElement, 'Cancel this booking');
    await press(canvasElement, 'Yes, cancel it');
    const title = await within(canvasElement).findByRole('heading', { name: 'Your booking is cancelled' });
    await expect(title).toHaveFocus();
    await expect(args.api.cancel).toHaveBeenCalledOnce();
    await expect(within(canvasElement).getByRole('link', { name: 'Book another table' })).toBeVisible();
    await expect(within(canvasElement).queryByRole('button', { name: /ancel/ })).toBeNull();
  },
};

export const AlreadyCancelled: Story = { args: { api: apiOf(cancelled) } };

export const TooLate: Story = {
  args: { api: apiOf(late) },
  play: async ({ canvasElement }) => {
    await expect(await within(canvasElement).findByText(/too late to cancel here/)).toBeVisible();
    await expect(within(canvasElement).getByRole('link', { name: /^Call/ })).toBeVisible();
  },
};

const clock = { isLate: false };

/** It became too late while the page was open. */
export const TooLateMeanwhile: Story = {
  args: {
    api: apiOf(booking, {
      read: () => Promise.resolve(ok(clock.isLate ? late : booking)),
      cancel: () => {
        clock.isLate = true;
        return refuse('outside_rules')();
      },
    }),
  },
  play: async ({ canvasElement }) => {
    await press(canvasElement, 'Cancel this booking');
    await press(canvasElement, 'Yes, cancel it');
    await expect(await within(canvasElement).findByText(/too late to cancel here/)).toBeVisible();
    clock.isLate = false;
  },
};

export const Closed: Story = {
  args: { api: apiOf({ ...late, status: 'completed' }) },
  play: async ({ canvasElement }) => {
    await expect(await within(canvasElement).findByText('This booking is closed.')).toBeVisible();
  },
};

export const Loading: Story = { args: { api: apiOf(booking, { read: () => new Promise(() => {}) }) } };

export const Sending: Story = {
  args: { api: apiOf(booking, { cancel: () => new Promise(() => {}) }) },
  play: async ({ canvasElement }) => {
    await press(canvasElement, 'Cancel this booking');
    await press(canvasElement, 'Yes, cancel it');
    await expect(within(canvasElement).getByRole('button', { name: 'Sending' })).toBeVisible();
  },
};

export const NotSent: Story = {
  args: { api: apiOf(booking, { cancel: refuse('rate_limited') }) },
  play: async ({ canvasElement }) => {
    await press(canvasElement, 'Cancel this booking');
    await press(canvasElement, 'Yes, cancel it');
    await expect(await within(canvasElement).findByRole('alert')).toHaveTextContent(/Too many tries/);
  },
};

export const NotLoaded: Story = {
  args: { api: apiOf(booking, { read: refuse('unavailable') }) },
  play: async ({ canvasElement }) => {
    await expect(await within(canvasElement).findByRole('alert')).toHaveTextContent('Your booking did not load.');
    await expect(within(canvasElement).getByRole('button', { name: 'Try again' })).toBeVisible();
  },
};

export const UnknownLink: Story = {
  args: { api: apiOf(booking, { read: refuse('not_found') }) },
  play: async ({ canvasElement }) => {
    await expect(await within(canvasElement).findByRole('alert')).toHaveTextContent(/no booking with this link/);
  },
};

export const German: Story = {
  args: { locale: 'de', place: buildPlace({ locales: ['de', 'en'] }) },
  loaders: [() => loadMessages('de')],
  play: async ({ canvasElement }) => {
    await press(canvasElement, 'Reservierung stornieren');
    await expect(within(canvasElement).getByRole('button', { name: 'Ja, stornieren' })).toBeVisible();
  },
};
