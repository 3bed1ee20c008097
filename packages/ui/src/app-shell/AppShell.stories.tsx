import type { Meta, StoryObj } from '@storybook/react-vite';
import {
  CalendarDays,
  ChartNoAxesColumn,
  House,
  Inbox,
  Menu as MenuIcon,
  Settings2,
  Truck,
  Users,
  Utensils,
} from 'lucide-react';
import { expect } from 'storybook/test';
import { Avatar } from '../avatar/Avatar.tsx';
import { Badge } from '../badge/Badge.tsx';
import * as BarChartStories from '../bar-chart/BarChart.stories.tsx';
import { BarChart } from '../bar-chart/BarChart.tsx';
import { Button } from '../button/Button.tsx';
import * as TableStories from '../data-table/DataTable.stories.tsx';
import { DataTable } from '../data-table/DataTable.tsx';
import { KpiStrip } from '../kpi/KpiStrip.tsx';
import { Kpi } from '../kpi/Kpi.tsx';
import { KpiChange } from '../kpi/KpiChange.tsx';
import { Link } from '../link/Link.tsx';
import { ListRow } from '../list-row/ListRow.tsx';
import { SectionHeader } from '../section-header/SectionHeader.tsx';
import { StatusPill } from '../status-pill/StatusPill.tsx';
import { AppShell } from './AppShell.tsx';
import { BottomBar } from './BottomBar.tsx';
import { Page } from './Page.tsx';
import { Rail } from './Rail.tsx';
import { RailBrand } from './RailBrand.tsx';
import { RailHeading } from './RailHeading.tsx';
import { RailItem } from './RailItem.tsx';
import { TopBar } from './TopBar.tsx';

const meta = {
  title: 'Layout/AppShell',
  component: AppShell,
  parameters: { bare: true },
  args: { rail: null, bottomBar: null, skipLabel: 'Skip to content', children: null },
} satisfies Meta<typeof AppShell>;
export default meta;
type Story = StoryObj<typeof meta>;

const rail = (
  <Rail
    label="Main"
    brand={<RailBrand name="Trattoria Lucia" hasChoice />}
    footer={<RailItem href="#me" label="Giulia Ferri" mark={<Avatar name="Giulia Ferri" colour={1} isDecorative />} />}
  >
    <RailItem href="#home" icon={House} label="Home" isCurrent />
    <RailItem href="#bookings" icon={CalendarDays} label="Bookings" detail={32} />
    <RailItem href="#requests" icon={Inbox} label="Requests" detail={5} isDetailHot />
    <RailItem href="#insights" icon={ChartNoAxesColumn} label="Insights" />
    <RailHeading>Widgets</RailHeading>
    <RailItem href="#booking" icon={Utensils} label="Booking" detail="on" />
    <RailItem href="#catering" icon={Truck} label="Catering" detail="on" />
    <RailHeading>Restaurant</RailHeading>
    <RailItem href="#team" icon={Users} label="Team" />
    <RailItem href="#settings" icon={Settings2} label="Settings" />
  </Rail>
);

const bottomBar = (
  <BottomBar
    label="Main"
    current="home"
    items={[
      { id: 'home', label: 'Home', icon: House, href: '#home' },
      { id: 'bookings', label: 'Bookings', icon: CalendarDays, href: '#bookings' },
      { id: 'requests', label: 'Requests', icon: Inbox, href: '#requests', count: 5 },
      { id: 'insights', label: 'Insights', icon: ChartNoAxesColumn, href: '#insights' },
      { id: 'more', label: 'More', icon: MenuIcon, href: '#more' },
    ]}
  />
);

function Home() {
  return (
    <AppShell rail={rail} bottomBar={bottomBar} skipLabel="Skip to content">
      <TopBar
        title="Saturday 14 November"
        detail="14:06 in Bologna"
        end={<StatusPill state="live" label="Live" announcement="Live" detailLabel="Connection" detail="33 ms" />}
      />
      <Page>
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
          <Kpi label="Open requests" value="5" comparison="oldest waits 26 h" />
          <Kpi label="Conversion this week" value="4.3" unit="%" trend={[3.1, 3.5, 3.2, 3.6, 3.7, 4.1, 4, 4.3]} />
        </KpiStrip>
        <div className="mt-7 grid gap-x-12 gap-y-6 xl:grid-cols-[minmax(0,1fr)_360px]">
          <section>
            <SectionHeader
              title="Covers at once"
              detail="by quarter hour"
              end={<Link href="#day">Open the day</Link>}
            />
            <BarChart {...BarChartStories.default.args} />
            <div className="mt-5">
              <SectionHeader title="Next to arrive" end={<Link href="#all">All 32</Link>} />
              <DataTable {...TableStories.default.args} />
            </div>
          </section>
          <section>
            <SectionHeader title="Needs you" detail="3" />
            <ul className="m-0 p-0">
              <ListRow
                icon={Truck}
                title="Studio Navile, lunch for 45"
                detail="Thu 26 Nov, estimate €858.00"
                end={<Button>Quote</Button>}
              />
              <ListRow
                icon={Truck}
                title="Elena Galli, christening, 60"
                detail="Sun 6 Dec, estimate €2,310.00"
                end={<Button>Quote</Button>}
              />
            </ul>
            <div className="mt-6">
              <SectionHeader title="Your widgets" />
              <ul className="m-0 p-0">
                <ListRow
                  icon={Utensils}
                  title={
                    <span className="flex items-center gap-2">
                      Booking
                      <Badge tone="positive" mark="dot">
                        On
                      </Badge>
                    </span>
                  }
                  detail="Last seen 14:06 on /prenota, 7 people now"
                  end={<code className="text-12 text-ink-3">v48</code>}
                />
              </ul>
            </div>
          </section>
        </div>
      </Page>
    </AppShell>
  );
}

export const Screen: Story = { render: () => <Home /> };
export const ScreenDark: Story = { ...Screen, globals: { theme: 'dark' } };
export const RightToLeft: Story = {
  render: () => (
    <div dir="rtl">
      <Home />
    </div>
  ),
};

/** What only screen readers hear stands far below the fold of the content; the window itself must not scroll to it. */
export const ScrollsWithinTheWindow: Story = {
  render: () => (
    <AppShell rail={rail} bottomBar={bottomBar} skipLabel="Skip to content">
      <TopBar title="Bookings" />
      <Page>
        <div style={{ height: '300vh' }}>
          <Link href="#day">A long day</Link>
        </div>
        <span className="sr-only">32 parties</span>
      </Page>
    </AppShell>
  ),
  play: async () => {
    const { scrollHeight, clientHeight } = document.documentElement;
    await expect(scrollHeight).toBeLessThanOrEqual(clientHeight);
  },
};
