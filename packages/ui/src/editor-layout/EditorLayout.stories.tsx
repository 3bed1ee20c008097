import type { Meta, StoryObj } from '@storybook/react-vite';
import {
  Clock,
  Code,
  Eye,
  History,
  Menu as MenuIcon,
  Monitor,
  Palette,
  Plus,
  Smartphone,
  Tablet,
  Type,
  Undo2,
  Utensils,
} from 'lucide-react';
import { useState } from 'react';
import { AppShell } from '../app-shell/AppShell.tsx';
import { BottomBar } from '../app-shell/BottomBar.tsx';
import { Rail } from '../app-shell/Rail.tsx';
import { RailBrand } from '../app-shell/RailBrand.tsx';
import { RailItem } from '../app-shell/RailItem.tsx';
import { TopBar } from '../app-shell/TopBar.tsx';
import { Avatar } from '../avatar/Avatar.tsx';
import { AvatarGroup } from '../avatar/AvatarGroup.tsx';
import { Badge } from '../badge/Badge.tsx';
import { Button } from '../button/Button.tsx';
import type { DeviceKind } from '../device-frame/devices.ts';
import { DeviceFrame } from '../device-frame/DeviceFrame.tsx';
import { FormSection } from '../form-section/FormSection.tsx';
import { IconButton } from '../icon-button/IconButton.tsx';
import { NumberField } from '../number-field/NumberField.tsx';
import { SaveStatus } from '../save-status/SaveStatus.tsx';
import { SegmentedControl } from '../segmented-control/SegmentedControl.tsx';
import { StatusPill } from '../status-pill/StatusPill.tsx';
import { Switch } from '../switch/Switch.tsx';
import { TextField } from '../text-field/TextField.tsx';
import { TimeRangeField } from '../time-field/TimeRangeField.tsx';
import { EditorLayout } from './EditorLayout.tsx';
import type { EditorSection } from './SectionList.tsx';

const SECTIONS: readonly EditorSection[] = [
  { id: 'content', label: 'Content', icon: Type, href: '#content' },
  {
    id: 'appearance',
    label: 'Appearance',
    icon: Palette,
    href: '#appearance',
    end: <Avatar name="Sofia Bassi" colour={2} size="sm" />,
  },
  {
    id: 'schedule',
    label: 'Schedule',
    icon: Clock,
    href: '#schedule',
    end: <Avatar name="Marco Rinaldi" colour={3} size="sm" />,
  },
  { id: 'embed', label: 'Embed', icon: Code, href: '#embed' },
  { id: 'history', label: 'History', icon: History, href: '#history', end: '48' },
];

const meta = {
  title: 'Layout/EditorLayout',
  component: EditorLayout,
  parameters: { bare: true },
  args: {
    sectionsLabel: 'Editor',
    sections: SECTIONS,
    current: 'schedule',
    title: 'Schedule and capacity',
    save: <SaveStatus state="saved" label="Saved 2 s ago" announcement="Saved" detail="v48" />,
    form: <Form />,
    stage: <Stage />,
  },
  render: (args) => (
    <AppShell
      skipLabel="Skip to content"
      rail={
        <Rail label="Main" size="narrow" brand={<RailBrand name="Trattoria Lucia" />}>
          <RailItem href="#booking" icon={Utensils} label="Booking" isCurrent detail={1} isDetailHot />
        </Rail>
      }
      bottomBar={
        <BottomBar label="Main" current="more" items={[{ id: 'more', label: 'More', icon: MenuIcon, href: '#more' }]} />
      }
    >
      <TopBar
        title="Booking"
        parent={{ label: 'Widgets', href: '#widgets' }}
        end={
          <>
            <AvatarGroup
              label="Here now"
              people={[
                { id: '1', name: 'Giulia Ferri', colour: 1 },
                { id: '2', name: 'Marco Rinaldi', colour: 3 },
              ]}
            />
            <StatusPill state="live" label="Live" announcement="Live" detailLabel="Connection" detail="33 ms" />
          </>
        }
      />
      <EditorLayout
        {...args}
        sectionsHead={
          <div className="flex items-center gap-2 px-2 pb-2.5 font-semibold">
            Booking
            <Badge tone="positive" mark="dot">
              On
            </Badge>
          </div>
        }
        formFoot={<span className="text-13 text-ink-2">Marco, 14:02: Tue last seating 22:30</span>}
        phoneActions={
          <>
            <IconButton icon={Undo2} label="Undo" />
            <Button variant="filled" icon={Eye}>
              Preview
            </Button>
          </>
        }
      />
    </AppShell>
  ),
} satisfies Meta<typeof EditorLayout>;
export default meta;
type Story = StoryObj<typeof meta>;

function Form() {
  return (
    <>
      <FormSection
        title="Weekly hours"
        detail="First to last seating, Bologna time"
        end={
          <Button size="sm" variant="ghost" icon={Plus}>
            Copy a day
          </Button>
        }
      >
        {['Mon', 'Tue', 'Wed', 'Thu', 'Fri'].map((day) => (
          <Day key={day} day={day} />
        ))}
      </FormSection>
      <FormSection title="Capacity">
        <div className="grid grid-cols-2 gap-3">
          <NumberField label="Covers at once" defaultValue={44} minValue={1} />
          <NumberField label="Largest party online" defaultValue={8} minValue={1} hint="Nine or more send a request." />
        </div>
      </FormSection>
      <FormSection title="Booking window">
        <div className="grid grid-cols-2 gap-3">
          <TextField label="Latest" defaultValue="2" suffix="hours before" />
          <TextField label="Furthest ahead" defaultValue="60" suffix="days" />
        </div>
      </FormSection>
    </>
  );
}

function Day({ day }: { day: string }) {
  const [isOpen, setIsOpen] = useState(day !== 'Mon');
  const [range, setRange] = useState({ from: '18:30', to: '22:30' });
  return (
    <div className="flex min-h-8.5 items-center gap-3 py-0.75 text-13">
      <span className="w-10 font-medium">{day}</span>
      <Switch label={day} isLabelHidden isSelected={isOpen} onChange={setIsOpen} />
      {isOpen ? (
        <TimeRangeField
          label={day}
          fromLabel="From"
          toLabel="Last seating"
          separator="to"
          value={range}
          onChange={setRange}
        />
      ) : (
        <span className="text-ink-2">Closed</span>
      )}
    </div>
  );
}

function Stage() {
  const [kind, setKind] = useState<DeviceKind>('phone');
  return (
    <>
      <div className="flex h-13 shrink-0 items-center gap-2 px-4">
        <SegmentedControl
          label="Device"
          value={kind}
          onChange={setKind}
          segments={[
            { value: 'phone', label: 'Phone', icon: Smartphone },
            { value: 'tablet', label: 'Tablet', icon: Tablet },
            { value: 'desktop', label: 'Desktop', icon: Monitor },
          ]}
        />
      </div>
      <DeviceFrame kind={kind}>
        <div className="grid place-items-center bg-canvas text-ink-2">The page stands here</div>
      </DeviceFrame>
      <p className="m-0 py-4 text-center text-12 text-ink-3">As you type. Visits here are not counted.</p>
    </>
  );
}

export const Screen: Story = {};
export const ScreenDark: Story = { globals: { theme: 'dark' } };
