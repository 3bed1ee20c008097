import { Button } from '@blunari/ui/button';
import { Note } from '@blunari/ui/note';
import { SectionHeader } from '@blunari/ui/section-header';
import { QrCode as QrCodeIcon } from 'lucide-react';
import { useState } from 'react';
import { CopyButton } from '../../../shared/copy/CopyButton.tsx';
import type { TestSource } from '../source/test-source.ts';
import { DeviceList } from './DeviceList.tsx';
import { HostHint } from './HostHint.tsx';
import { isLoopback } from './is-loopback.ts';
import { QrCode } from './QrCode.tsx';
import { useLease } from './use-lease.ts';
import { useTestDevice } from './use-test-device.ts';

/** Lets phones and tablets join, and times a change made on any of them on all of them. */
export function Devices({ source }: { source: TestSource }) {
  const [isOpen, setIsOpen] = useState(false);
  // Another test when the last one is over; the key gives back what is left of that one.
  const [round, setRound] = useState(0);
  return (
    <section aria-label="Several devices">
      {isOpen ? (
        <LeasedDevices
          key={round}
          source={source}
          onAgain={() => setRound(round + 1)}
          onClose={() => setIsOpen(false)}
        />
      ) : (
        <>
          <SectionHeader title="Several devices" />
          <p className="mt-0 mb-3 text-13 text-ink-2">
            Open this test on a phone or another computer, and see how soon a change is on each screen.
          </p>
          <Button size="sm" icon={QrCodeIcon} onPress={() => setIsOpen(true)}>
            Add devices
          </Button>
        </>
      )}
    </section>
  );
}

interface OpenDevicesProps {
  source: TestSource;
  onAgain: () => void;
  onClose: () => void;
}

function LeasedDevices({ source, onAgain, onClose }: OpenDevicesProps) {
  const lease = useLease(source.restaurant);
  if (lease.kind === 'failed') {
    return (
      <Note tone="negative" isAlert>
        {lease.message}
      </Note>
    );
  }
  if (lease.kind === 'waiting') return <SectionHeader title="Several devices" detail="making the test restaurant" />;
  return <JoinedDevices source={source} tenantId={lease.tenantId} onAgain={onAgain} onClose={onClose} />;
}

function JoinedDevices({ source, tenantId, onAgain, onClose }: OpenDevicesProps & { tenantId: string }) {
  const { state, change } = useTestDevice(source, tenantId);
  if (state.status === 'over') return <OverNote onAgain={onAgain} />;
  const link = `${location.origin}/dashboard/widget-management-test?run=${tenantId}`;
  return (
    <>
      <SectionHeader title="Several devices" detail={`${state.devices.length} joined`} />
      <div className="flex items-start gap-4.5">
        <QrCode text={link} label="Code with the link to this test" />
        <DeviceList state={state} />
      </div>
      {state.problem !== null && <p className="mt-2 mb-0 text-13 text-negative">{state.problem}</p>}
      <div className="mt-3 flex flex-wrap items-center gap-2">
        <Button size="sm" onPress={change} isDisabled={state.status !== 'joined'}>
          Change the greeting
        </Button>
        <CopyButton size="sm" text={() => link}>
          Copy the link
        </CopyButton>
        <Button size="sm" variant="ghost" onPress={onClose}>
          Close
        </Button>
      </div>
      <p className="mt-2.5 mb-0 text-12 text-ink-3">
        Sign in there as yourself. Change the greeting on any; the time is commit to screen.
      </p>
      {isLoopback(location.hostname) && <HostHint port={location.port} />}
    </>
  );
}

/** As after this computer slept for longer than an unused test restaurant stays. */
function OverNote({ onAgain }: { onAgain: () => void }) {
  return (
    <>
      <SectionHeader title="Several devices" />
      <Note
        tone="caution"
        isAlert
        action={
          <Button size="sm" onPress={onAgain}>
            Add devices again
          </Button>
        }
      >
        This test is over: its restaurant was removed. The link and the code of a new one are for a new test.
      </Note>
    </>
  );
}
