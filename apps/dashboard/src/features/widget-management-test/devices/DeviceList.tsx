import { Icon } from '@blunari/ui/icon';
import { Spinner } from '@blunari/ui/spinner';
import { Laptop, Smartphone, Tablet } from 'lucide-react';
import type { DeviceNote } from './device-note.ts';
import type { DeviceState } from './test-device.ts';

const looks = {
  computer: { icon: Laptop, name: 'Computer' },
  tablet: { icon: Tablet, name: 'Tablet' },
  phone: { icon: Smartphone, name: 'Phone' },
} as const satisfies Record<DeviceNote['kind'], unknown>;

/** Who takes part, and how long the last change took to reach the screen of each. */
export function DeviceList({ state: { devices, ownId, status } }: { state: DeviceState }) {
  return (
    <ul className="m-0 min-w-0 flex-1 p-0" aria-label="Devices">
      {devices.map(({ deviceId, kind, browser, latencyMs, errorMs, version }) => (
        <li
          key={deviceId}
          data-version={version}
          className="flex min-h-9 list-none items-center gap-2 border-0 border-t border-line text-13"
        >
          <Icon of={looks[kind].icon} className="text-ink-3" />
          <span className="font-medium whitespace-nowrap">{deviceId === ownId ? 'This one' : looks[kind].name}</span>
          <span className="truncate text-ink-3">{browser}</span>
          <span className="ms-auto font-mono whitespace-nowrap text-ink-2" data-latency={latencyMs ?? undefined}>
            {latencyMs === null ? <Spinner size={14} label="Comparing clocks" /> : `${latencyMs.toFixed(0)} ms`}
            {errorMs !== null && <span className="text-ink-3"> ± {errorMs.toFixed(1)}</span>}
          </span>
        </li>
      ))}
      {devices.length === 0 && status !== 'failed' && (
        <li className="list-none py-2 text-13 text-ink-3">
          {status === 'joined' ? 'No line to the test restaurant: trying again' : 'Joining the test restaurant'}
        </li>
      )}
    </ul>
  );
}
