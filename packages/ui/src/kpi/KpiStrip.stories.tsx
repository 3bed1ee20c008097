import type { Meta, StoryObj } from '@storybook/react-vite';
import { Kpi } from './Kpi.tsx';
import { KpiChange } from './KpiChange.tsx';
import { KpiStrip } from './KpiStrip.tsx';

const meta = {
  title: 'Content/KpiStrip',
  component: KpiStrip,
  args: { label: 'Today', children: null },
} satisfies Meta<typeof KpiStrip>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Four: Story = {
  render: () => (
    <KpiStrip label="Today">
      <Kpi
        label="Covers today"
        value="99"
        comparison={
          <>
            32 parties, <KpiChange tone="positive">12 more</KpiChange> than last Sat
          </>
        }
      />
      <Kpi label="Free for two tonight" value="4" unit="of 9 times" comparison="18:30, then from 21:30" />
      <Kpi
        label="Open requests"
        value="5"
        comparison={
          <>
            oldest waits <KpiChange tone="negative">26 h</KpiChange>
          </>
        }
      />
      <Kpi
        label="Conversion this week"
        value="4.3"
        unit="%"
        trend={[3.1, 3.5, 3.2, 3.6, 3.7, 4.1, 4, 4.3]}
        comparison={
          <>
            <KpiChange tone="positive">0.4 points</KpiChange> up on last week
          </>
        }
      />
    </KpiStrip>
  ),
};
export const FourDark: Story = { ...Four, globals: { theme: 'dark' } };
