import type { Mock } from '@blunari/mock';
import { faultLimits, type Faults } from '@blunari/mock/faults';
import { Select } from '@blunari/ui/select';
import { Switch } from '@blunari/ui/switch';
import type { ReactNode } from 'react';
import { useFaults } from './use-faults.ts';

/** Breaks the simulated server, its line or this device on purpose, each way by itself. */
export function FaultsPanel({ mock }: { mock: Mock }) {
  const faults = useFaults(mock);
  const { set } = mock.faults;
  return (
    <ul aria-label="Faults" className="m-0 grid list-none p-0">
      <Fault name="Latency" isOn={faults.latencyMs > 0} onChange={(isOn) => set(isOn ? late : onTime)}>
        <Select
          label="How late"
          isLabelHidden
          hasMessageLine={false}
          size="sm"
          value={String(faults.latencyMs || late.latencyMs)}
          onChange={(value) => set({ latencyMs: Number(value), jitterMs: Number(value) / 2 })}
          options={delaysMs.map((ms) => ({ value: String(ms), label: `${ms} ms and more` }))}
        />
      </Fault>
      <Fault name="Disconnect" isOn={faults.isDisconnected} onChange={(isDisconnected) => set({ isDisconnected })}>
        until switched off
      </Fault>
      <Fault
        name="Fail"
        isOn={faults.failurePercent > 0}
        onChange={(isOn) => set({ failurePercent: isOn ? rates[0] : 0 })}
      >
        <Select
          label="How often"
          isLabelHidden
          hasMessageLine={false}
          size="sm"
          value={String(faults.failurePercent || rates[0])}
          onChange={(value) => set({ failurePercent: Number(value) })}
          options={rates.map((rate) => ({ value: String(rate), label: rateWords[rate] }))}
        />
      </Fault>
      <Fault name="Conflict" isOn={faults.hasColleague} onChange={(hasColleague) => set({ hasColleague })}>
        a colleague saves first
      </Fault>
      <Fault name="Slow phone" isOn={faults.isSlowPhone} onChange={(isSlowPhone) => set({ isSlowPhone })}>
        late, and busy
      </Fault>
    </ul>
  );
}

const delaysMs = [200, 500, 1000, 2000].filter((ms) => ms <= faultLimits.latencyMs);
const late = { latencyMs: 500, jitterMs: 250 } satisfies Partial<Faults>;
const onTime = { latencyMs: 0, jitterMs: 0 } satisfies Partial<Faults>;

/** Of a hundred calls. */
const rates = [10, 50, 100] as const;
const rateWords = { 10: 'one call in ten', 50: 'every other call', 100: 'every call' } as const;

interface FaultProps {
  name: string;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
  /** How it shows, or the control that says how much. */
  children: ReactNode;
}

function Fault({ name, isOn, onChange, children }: FaultProps) {
  return (
    <li className="flex min-h-9 items-center gap-3 border-0 border-t border-line text-13">
      <span className="w-22 shrink-0 font-medium">{name}</span>
      <span className="min-w-0 flex-1 text-ink-3">{children}</span>
      <Switch label={name} isLabelHidden isSelected={isOn} onChange={onChange} />
    </li>
  );
}
