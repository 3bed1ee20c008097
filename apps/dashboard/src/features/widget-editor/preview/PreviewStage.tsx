import type { Place } from '@blunari/schema/config';
import { DeviceFrame } from '@blunari/ui/device-frame';
import { SegmentedControl } from '@blunari/ui/segmented-control';
import { Monitor, Smartphone, Tablet } from 'lucide-react';
import { useState } from 'react';
import type { Editor } from '../use-editor.ts';
import { PreviewFrame } from './PreviewFrame.tsx';

export interface PreviewProps {
  editor: Editor;
  place: Place;
  /** In which the widget speaks. */
  language: string;
  /** The step to open; absent where the guest's own way is left alone. */
  step?: PreviewStep | undefined;
}

/** A step of the booking widget that a section is about. */
export type PreviewStep = 'party' | 'date';

type Device = 'phone' | 'tablet' | 'desktop';

/** The real widget in a device of the guest's, fed with what is typed. */
export function PreviewStage(preview: PreviewProps) {
  const [device, setDevice] = useState<Device>('phone');
  return (
    <section aria-label="Preview" className="flex min-h-0 flex-1 flex-col">
      <div className="flex h-13 shrink-0 items-center px-4">
        <SegmentedControl
          label="Device"
          value={device}
          onChange={setDevice}
          segments={[
            { value: 'phone', label: 'Phone', icon: Smartphone },
            { value: 'tablet', label: 'Tablet', icon: Tablet },
            { value: 'desktop', label: 'Desktop', icon: Monitor },
          ]}
        />
      </div>
      <DeviceFrame kind={device}>
        <PreviewFrame {...preview} />
      </DeviceFrame>
      <p className="m-0 shrink-0 px-4 pt-1 pb-3.5 text-center text-12 text-ink-3">
        The real widget, as you type. Visits here are not counted.
      </p>
    </section>
  );
}
