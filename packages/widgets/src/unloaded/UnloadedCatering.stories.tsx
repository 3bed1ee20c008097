import { buildCateringConfig, buildPlace } from '@blunari/schema/testing';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { Stage } from '../stories/Stage.tsx';
import { UnloadedCatering } from './UnloadedCatering.tsx';

const meta = {
  title: 'Guest/Unloaded',
  component: UnloadedCatering,
  parameters: { bare: true },
  args: { config: buildCateringConfig(), place: buildPlace(), locale: 'en', onRetry: () => {} },
  render: (args) => (
    <Stage width={296}>
      <UnloadedCatering {...args} />
    </Stage>
  ),
} satisfies Meta<typeof UnloadedCatering>;

export default meta;

export const Catering: StoryObj<typeof meta> = {};
