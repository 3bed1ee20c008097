import { buildCateringConfig, buildPlace } from '@blunari/schema/testing';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { Stage } from '../stories/Stage.tsx';
import { UnloadedWidget } from './UnloadedWidget.tsx';

const meta = {
  title: 'Guest/Unloaded',
  component: UnloadedWidget,
  parameters: { bare: true },
  args: {
    name: 'catering',
    appearance: buildCateringConfig().appearance,
    place: buildPlace(),
    locale: 'en',
    onRetry: () => {},
  },
  render: (args) => (
    <Stage width={296}>
      <UnloadedWidget {...args} />
    </Stage>
  ),
} satisfies Meta<typeof UnloadedWidget>;

export default meta;

export const Catering: StoryObj<typeof meta> = {};

export const YourBooking: StoryObj<typeof meta> = { args: { name: 'yourBooking' } };
