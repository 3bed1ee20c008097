import { buildBookingConfig, buildPlace } from '@blunari/schema/testing';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { Stage } from '../stories/Stage.tsx';
import { PausedWidget } from './PausedWidget.tsx';

const meta = {
  title: 'Guest/Paused',
  component: PausedWidget,
  parameters: { bare: true },
  args: { type: 'booking', appearance: buildBookingConfig().appearance, place: buildPlace(), locale: 'en' },
  render: (args) => (
    <Stage width={296}>
      <PausedWidget {...args} />
    </Stage>
  ),
} satisfies Meta<typeof PausedWidget>;

export default meta;

type Story = StoryObj<typeof meta>;

export const Booking: Story = {};

export const Catering: Story = { args: { type: 'catering' } };

export const WithoutPhone: Story = { args: { place: buildPlace({ phone: '' }) } };
