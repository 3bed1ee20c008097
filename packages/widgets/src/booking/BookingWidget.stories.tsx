import { buildBookingConfig, buildPlace } from '@blunari/schema/testing';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { useState } from 'react';
import { expect, fn, userEvent, within } from 'storybook/test';
import { loadMessages } from '../i18n/locale.ts';
import { walkBooking } from '../stories/booking-walk.ts';
import { Stage } from '../stories/Stage.tsx';
import {
  arrivedEarlierApi,
  failingBookingApi,
  loadingBookingApi,
  racingBookingApi,
  refusingBookingApi,
  sendingBookingApi,
  storyBookingApi,
} from '../stories/story-apis.ts';
import { BookingWidget, type BookingWidgetProps } from './BookingWidget.tsx';

const stored = buildBookingConfig({
  appearance: {
    theme: 'light',
    primary: '#8C2F1B',
    background: '#FFFBF5',
    text: '#1C1917',
    font: 'serif',
    radius: 10,
  },
});

const config: BookingWidgetProps['config'] = {
  appearance: stored.appearance,
  texts: { ...stored.texts, intro: { en: 'Forty-four seats, one oven, and whatever the market had this morning.' } },
  party: stored.party,
  form: stored.form,
};

const meta = {
  title: 'Guest/Booking',
  component: BookingWidget,
  parameters: { bare: true },
  args: {
    config,
    version: 1,
    place: buildPlace(),
    locale: 'en',
    api: storyBookingApi(),
    onStep: fn(),
    onInteraction: fn(),
    onTurnedAway: fn(),
    onConversion: fn(),
  },
  render: (args) => (
    <Stage width={720} isDark={args.config.appearance.theme === 'dark'}>
      <BookingWidget {...args} />
    </Stage>
  ),
} satisfies Meta<typeof BookingWidget>;

export default meta;

type Story = StoryObj<typeof meta>;

const onPhone: Pick<Story, 'render'> = {
  render: (args) => (
    <Stage width={296} isDark={args.config.appearance.theme === 'dark'}>
      <BookingWidget {...args} />
    </Stage>
  ),
};

const dark = { ...config, appearance: { ...config.appearance, theme: 'dark' as const } };

const chooseDay: NonNullable<Story['play']> = async ({ canvasElement }) => {
  await walkBooking(canvasElement, 'date');
  await userEvent.click(within(canvasElement).getByRole('button', { name: /Saturday,? 21 November$/ }));
};

const chooseTime: NonNullable<Story['play']> = async ({ canvasElement }) => {
  await walkBooking(canvasElement, 'time');
  await userEvent.click(await within(canvasElement).findByRole('button', { name: /^19:30/ }));
};

export const Party: Story = {};

export const PartyOnPhone: Story = { ...onPhone };

export const LargeParty: Story = {
  ...onPhone,
  play: async ({ canvasElement, args }) => {
    await userEvent.click(within(canvasElement).getByRole('button', { name: '9 or more' }));
    await expect(within(canvasElement).getByRole('link', { name: /^Call/ })).toBeVisible();
    await expect(args.onTurnedAway).toHaveBeenLastCalledWith(
      'party',
      expect.objectContaining({ partySize: 9, rule: 'party-too-large' }),
    );
  },
};

export const ManySizes: Story = { args: { config: { ...config, party: { min: 1, max: 30, default: 2 } } } };

export const DayAndTime: Story = { play: chooseTime };

export const DayOnPhone: Story = { ...onPhone, play: chooseDay };

export const DayByKeyboard: Story = {
  play: async ({ canvasElement }) => {
    await walkBooking(canvasElement, 'date');
    const day = (name: RegExp): HTMLElement => within(canvasElement).getByRole('button', { name });
    day(/Saturday,? 14 November, today$/).focus();
    await userEvent.keyboard('{ArrowDown}{ArrowRight}');
    await expect(day(/Sunday,? 22 November$/)).toHaveFocus();
    await userEvent.keyboard('{Home}');
    await expect(day(/Monday,? 16 November, closed$/)).toHaveFocus();
    await userEvent.keyboard('{PageDown}');
    await expect(within(canvasElement).getByRole('grid', { name: 'December 2026' })).toBeVisible();
    await expect(await within(canvasElement).findByRole('button', { name: /Wednesday,? 16 December$/ })).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await expect(day(/16 December, chosen$/)).toBeVisible();
  },
};

/** As an editor asks for it while the schedule is edited. */
export const ShownTimes: Story = {
  args: { preview: true, shownStep: 'date' },
  play: async ({ canvasElement }) => {
    await expect(await within(canvasElement).findByRole('button', { name: /, chosen$/ })).toBeVisible();
    await expect(await within(canvasElement).findByRole('button', { name: '19:30' })).toBeVisible();
  },
};

export const TimeOnPhone: Story = { ...onPhone, play: chooseTime };

export const FullDay: Story = {
  play: async ({ canvasElement, args }) => {
    await walkBooking(canvasElement, 'date');
    const day = (name: RegExp): HTMLElement => within(canvasElement).getByRole('button', { name });
    await userEvent.click(day(/20 November, full$/));
    await expect(within(canvasElement).getByText(/^No table for 4 guests/)).toBeVisible();
    const wish = { partySize: 4, rule: 'full' };
    await expect(args.onTurnedAway).toHaveBeenLastCalledWith('date', { ...wish, wantedDate: '2026-11-20' });
    // Saying it once is enough, and a day that cannot be chosen is wanted all the same.
    await userEvent.click(day(/16 November, closed$/));
    await userEvent.click(day(/16 November, closed$/));
    await expect(args.onTurnedAway).toHaveBeenLastCalledWith('date', {
      wantedDate: '2026-11-16',
      partySize: 4,
      rule: 'closed',
    });
    await userEvent.click(day(/Saturday,? 21 November$/));
    await userEvent.click(await within(canvasElement).findByRole('button', { name: /^19:00/ }));
    await expect(args.onTurnedAway).toHaveBeenLastCalledWith('date', {
      ...wish,
      wantedDate: '2026-11-21',
      wantedTime: '19:00',
    });
    await expect(args.onTurnedAway).toHaveBeenCalledTimes(3);
  },
};

export const Loading: Story = {
  args: { api: loadingBookingApi },
  play: async ({ canvasElement }) => {
    await userEvent.click(await within(canvasElement).findByRole('button', { name: /^Continue with 2 guests/ }));
  },
};

export const TimesFailed: Story = {
  ...onPhone,
  args: { api: failingBookingApi },
  play: async ({ canvasElement }) => {
    await userEvent.click(await within(canvasElement).findByRole('button', { name: /^Continue with 2 guests/ }));
    await expect(await within(canvasElement).findByRole('button', { name: 'Try again' })).toBeVisible();
  },
};

export const Details: Story = { play: ({ canvasElement }) => walkBooking(canvasElement, 'details') };

export const DetailsWithErrors: Story = {
  ...onPhone,
  play: async ({ canvasElement }) => {
    await walkBooking(canvasElement, 'details');
    const screen = within(canvasElement);
    await userEvent.type(await screen.findByLabelText('E-mail'), 'e.marchetti@mail');
    await userEvent.click(screen.getByRole('button', { name: 'Book the table' }));
    await expect(screen.getByLabelText('Name')).toHaveFocus();
    await expect(screen.getByText('This e-mail address looks incomplete.')).toBeVisible();
  },
};

export const Sending: Story = {
  args: { api: sendingBookingApi },
  play: async ({ canvasElement }) => {
    await walkBooking(canvasElement, 'sent');
    await expect(within(canvasElement).getByRole('button', { name: 'Sending' })).toBeVisible();
  },
};

export const NoAnswer: Story = {
  ...onPhone,
  args: { api: refusingBookingApi('unavailable') },
  play: async ({ canvasElement }) => {
    await walkBooking(canvasElement, 'sent');
    await expect(await within(canvasElement).findByRole('alert')).toHaveTextContent('You are not booked twice');
    await expect(within(canvasElement).getByLabelText('Name')).toHaveValue('Elena Marchetti');
  },
};

/** Nothing is booked twice unknowingly: the guest is told of the booking that is there, and chooses. */
export const EarlierTryKept: Story = {
  ...onPhone,
  args: { api: arrivedEarlierApi() },
  play: async ({ canvasElement, args }) => {
    await walkBooking(canvasElement, 'sent');
    const screen = within(canvasElement);
    await expect(await screen.findByText('You already have a table with us')).toBeVisible();
    await expect(screen.getByText('H3M-QX9')).toBeVisible();
    await expect(screen.queryByRole('button', { name: /^Book the table/ })).toBeNull();
    await expect(args.onConversion).not.toHaveBeenCalled();
    await userEvent.click(screen.getByRole('button', { name: 'Keep this booking' }));
    await expect(await screen.findByText('See you on Saturday')).toBeVisible();
    await expect(screen.getByText('H3M-QX9')).toBeVisible();
    await expect(args.onConversion).toHaveBeenCalledOnce();
  },
};

export const EarlierTryTold: Story = {
  args: { api: arrivedEarlierApi() },
  play: async ({ canvasElement }) => {
    await walkBooking(canvasElement, 'sent');
    await expect(await within(canvasElement).findByText('You already have a table with us')).toBeVisible();
  },
};

export const EarlierTryAndAnother: Story = {
  args: { api: arrivedEarlierApi() },
  play: async ({ canvasElement }) => {
    await walkBooking(canvasElement, 'sent');
    const screen = within(canvasElement);
    await userEvent.click(await screen.findByRole('button', { name: 'Book another table' }));
    await expect(await screen.findByText('C7D-XK4')).toBeVisible();
  },
};

export const TimeGone: Story = {
  ...onPhone,
  args: { api: racingBookingApi() },
  play: async ({ canvasElement }) => {
    await walkBooking(canvasElement, 'sent');
    const screen = within(canvasElement);
    await expect(await screen.findByText('19:30 has just been taken')).toBeVisible();
    await expect(screen.getByRole('button', { name: '20:00' })).toBeVisible();
  },
};

export const AfterAnotherTime: Story = {
  args: { api: racingBookingApi() },
  play: async ({ canvasElement }) => {
    await walkBooking(canvasElement, 'sent');
    await userEvent.click(await within(canvasElement).findByRole('button', { name: '20:00' }));
    await expect(await within(canvasElement).findByLabelText('Name')).toHaveValue('Elena Marchetti');
  },
};

/** A guest who has the secret of their booking can cancel it without a call. */
export const DoneWithLink: Story = {
  args: { api: storyBookingApi({ linkTo: ({ id }) => `https://widgets.example/w/wk_1#booking=${id}.secret` }) },
  play: async ({ canvasElement }) => {
    await walkBooking(canvasElement, 'sent');
    const link = await within(canvasElement).findByRole('link', { name: 'Plans change? Cancel online' });
    await expect(link).toHaveAttribute('href', expect.stringContaining('#booking=0197a3c0'));
    const calendar = within(canvasElement).getByRole('link', { name: 'Add to calendar' });
    await expect(calendar).toHaveAttribute('href', expect.stringContaining(encodeURIComponent('Cancel this booking')));
  },
};

export const Done: Story = {
  play: async ({ canvasElement, args }) => {
    await walkBooking(canvasElement, 'sent');
    await expect(await within(canvasElement).findByText('C7D-XK4')).toBeVisible();
    await expect(args.onConversion).toHaveBeenCalledOnce();
  },
};

export const DoneOnPhone: Story = { ...onPhone, play: ({ canvasElement }) => walkBooking(canvasElement, 'sent') };

export const DoneInPreview: Story = {
  args: { preview: true },
  play: async ({ canvasElement, args }) => {
    await walkBooking(canvasElement, 'sent');
    await expect(await within(canvasElement).findByText('Preview: nothing was sent.')).toBeVisible();
    await expect(args.onConversion).not.toHaveBeenCalled();
  },
};

/** The restaurant lowers its largest party while a guest types: said, asked again, nothing typed is lost. */
export const LimitLoweredMeanwhile: Story = {
  render: (args) => <ChangingLimit {...args} />,
  play: async ({ canvasElement }) => {
    await walkBooking(canvasElement, 'details');
    const screen = within(canvasElement);
    await userEvent.type(await screen.findByLabelText('Name'), 'Elena');
    await userEvent.click(screen.getByRole('button', { name: 'Lower the limit to 3' }));
    await expect(await screen.findByText(/^We now take up to 3 guests online/)).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: '3 guests' }));
  },
};

function ChangingLimit(args: BookingWidgetProps) {
  const [max, setMax] = useState(args.config.party.max);
  return (
    <Stage width={720}>
      <BookingWidget {...args} config={{ ...args.config, party: { min: 1, max, default: 2 } }} />
      <button type="button" onClick={() => setMax(3)}>
        Lower the limit to 3
      </button>
    </Stage>
  );
}

export const Dark: Story = { args: { config: dark }, play: chooseTime };

export const DarkOnPhone: Story = { ...onPhone, args: { config: dark }, play: chooseTime };

export const Italian: Story = {
  ...onPhone,
  loaders: [() => loadMessages('it')],
  args: { locale: 'it', place: buildPlace({ country: 'IT' }), onLocale: fn() },
};

export const RightToLeft: Story = {
  ...onPhone,
  args: { locale: 'ar' },
  play: async ({ canvasElement }) => {
    await userEvent.click(await within(canvasElement).findByRole('button', { name: /^Continue with/ }));
  },
};

/** Colours nobody could read are moved until they can be. */
export const PaleColours: Story = {
  args: {
    config: { ...config, appearance: { ...config.appearance, primary: '#FFE9A8', text: '#C9C0B0', radius: 24 } },
  },
  play: chooseTime,
};

export const DefaultSettings: Story = { args: { config: { ...config, appearance: buildBookingConfig().appearance } } };
