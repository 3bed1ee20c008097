import { buildCateringConfig, buildPlace } from '@blunari/schema/testing';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, fn, userEvent, within } from 'storybook/test';
import { Stage } from '../stories/Stage.tsx';
import { failingCateringApi, storyCateringApi } from '../stories/story-apis.ts';
import { CateringWidget } from './CateringWidget.tsx';

const { appearance, texts, event, guests, menu, price } = buildCateringConfig();

const config = { appearance: { ...appearance, primary: '#2F6B3A' }, texts, event, guests, menu, price };

const meta = {
  title: 'Guest/Catering',
  component: CateringWidget,
  parameters: { bare: true },
  args: {
    config,
    place: buildPlace({
      name: 'Green Fork Catering',
      city: 'Leeds',
      country: 'GB',
      timeZone: 'Europe/London',
      currency: 'GBP',
    }),
    locale: 'en',
    api: storyCateringApi(),
    onStep: fn(),
    onInteraction: fn(),
    onConversion: fn(),
  },
  render: (args) => (
    <Stage width={720} isDark={args.config.appearance.theme === 'dark'}>
      <CateringWidget {...args} />
    </Stage>
  ),
} satisfies Meta<typeof CateringWidget>;

export default meta;

type Story = StoryObj<typeof meta>;

const onPhone: Pick<Story, 'render'> = {
  render: (args) => (
    <Stage width={296}>
      <CateringWidget {...args} />
    </Stage>
  ),
};

type Reached = 'package' | 'chosen' | 'contact' | 'sent';

async function walk(root: HTMLElement, to: Reached): Promise<void> {
  const screen = within(root);
  const press = async (name: RegExp): Promise<void> => userEvent.click(await screen.findByRole('button', { name }));
  await press(/Thursday,? 26 November$/);
  await userEvent.selectOptions(screen.getByLabelText('Start'), '12:30');
  await userEvent.type(screen.getByLabelText('Guests'), '45');
  await press(/^Continue$/);
  if (to === 'package') return;
  await userEvent.click(await screen.findByLabelText(/^Garden Buffet/));
  if (to === 'chosen') return;
  await press(/^Continue$/);
  if (to === 'contact') return;
  await userEvent.type(await screen.findByLabelText('Name'), 'Amara Cole');
  await userEvent.type(screen.getByLabelText('E-mail'), 'amara@example.com');
  await press(/^Send the request$/);
}

export const Event: Story = {};

export const EventOnPhone: Story = { ...onPhone };

export const EventWithErrors: Story = {
  play: async ({ canvasElement }) => {
    await userEvent.click(within(canvasElement).getByRole('button', { name: 'Continue' }));
    await expect(within(canvasElement).getByText('Please pick a day.')).toBeVisible();
  },
};

/** More guests than the limits allow: they can still be asked for by phone. */
async function askForTooMany(root: HTMLElement): Promise<void> {
  const screen = within(root);
  await userEvent.type(screen.getByLabelText('Guests'), '9000');
  await expect(screen.queryByRole('link', { name: /^Call/ })).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Continue' }));
  await expect(screen.getByText('For fewer or more guests, please call us.')).toBeVisible();
  await expect(screen.getByRole('link', { name: /^Call/ })).toBeVisible();
}

export const TooManyGuests: Story = { play: ({ canvasElement }) => askForTooMany(canvasElement) };

export const TooManyGuestsOnPhone: Story = { ...onPhone, play: ({ canvasElement }) => askForTooMany(canvasElement) };

/** Without a phone number the limits alone say what can be sent. */
export const TooManyGuestsWithoutPhone: Story = {
  args: { place: buildPlace({ phone: '' }) },
  play: async ({ canvasElement }) => {
    const screen = within(canvasElement);
    await userEvent.type(screen.getByLabelText('Guests'), '9000');
    await userEvent.click(screen.getByRole('button', { name: 'Continue' }));
    await expect(screen.getByLabelText('Guests')).toBeInvalid();
    await expect(screen.queryByText('For fewer or more guests, please call us.')).toBeNull();
  },
};

export const Packages: Story = { play: ({ canvasElement }) => walk(canvasElement, 'package') };

export const Estimate: Story = {
  play: async ({ canvasElement }) => {
    await walk(canvasElement, 'chosen');
    // 45 x 22.50 = 1012.50, VAT 20 % = 202.50
    await expect(within(canvasElement).getAllByText('£1,215.00')[0]).toBeInTheDocument();
  },
};

export const EstimateOnPhone: Story = {
  ...onPhone,
  play: async ({ canvasElement }) => {
    await walk(canvasElement, 'chosen');
    await userEvent.click(within(canvasElement).getByRole('button', { name: /^Estimate/ }));
  },
};

export const PackagesOnPhone: Story = { ...onPhone, play: ({ canvasElement }) => walk(canvasElement, 'chosen') };

export const NothingToOrder: Story = {
  args: { config: { ...config, menu: { packages: {} } } },
  play: ({ canvasElement }) => walk(canvasElement, 'package'),
};

export const Contact: Story = { play: ({ canvasElement }) => walk(canvasElement, 'contact') };

export const ContactOnPhone: Story = { ...onPhone, play: ({ canvasElement }) => walk(canvasElement, 'contact') };

export const NoAnswer: Story = {
  args: { api: failingCateringApi },
  play: async ({ canvasElement }) => {
    await walk(canvasElement, 'sent');
    await expect(await within(canvasElement).findByRole('alert')).toHaveTextContent('please try again');
  },
};

export const Sent: Story = {
  play: async ({ canvasElement, args }) => {
    await walk(canvasElement, 'sent');
    await expect(await within(canvasElement).findByText('R4D-XK7')).toBeVisible();
    await expect(args.onConversion).toHaveBeenCalledOnce();
  },
};

export const SentInPreview: Story = {
  ...onPhone,
  args: { preview: true },
  play: async ({ canvasElement }) => {
    await walk(canvasElement, 'sent');
    await expect(await within(canvasElement).findByText('Preview: nothing was sent.')).toBeVisible();
  },
};

export const Dark: Story = {
  args: { config: { ...config, appearance: { ...config.appearance, theme: 'dark' } } },
  play: ({ canvasElement }) => walk(canvasElement, 'chosen'),
};
