import type { Place } from '@blunari/schema/config';
import type { PreviewStep } from '@blunari/schema/preview';
import { DeviceFrame } from '@blunari/ui/device-frame';
import { SegmentedControl } from '@blunari/ui/segmented-control';
import { Monitor, Smartphone, Tablet } from 'lucide-react';
import { useState } from 'react';
import { useMediaQuery } from '../../../shared/screens/use-media-query.ts';
import type { Editor } from '../use-editor.ts';
import { LookControls } from './LookControls.tsx';
import { PreviewFrame } from './PreviewFrame.tsx';
import { PausedTag, StageNote } from './StageNote.tsx';
import type { PreviewView } from './use-preview-view.ts';

export interface PreviewProps {
  editor: Editor;
  place: Place;
  view: PreviewView;
  /** The step to open; absent where the guest's own way is left alone. */
  step?: PreviewStep | undefined;
}

type Device = 'phone' | 'tablet' | 'desktop';

/** The real widget in a device of the guest's, fed with what is typed. */
export function PreviewStage(preview: PreviewProps) {
  const [device, setDevice] = useState<Device>('phone');
  // Below, the stage is 360 px wide: the drawings alone say which device it is.
  const isWide = useMediaQuery('(min-width: 1200px)');
  return (
    <section aria-label="Preview" className="flex min-h-0 flex-1 flex-col">
      <div className="flex h-13 shrink-0 items-center justify-between gap-2 px-4">
        <SegmentedControl
          label="Device"
          areLabelsHidden={!isWide}
          value={device}
          onChange={setDevice}
          segments={[
            { value: 'phone', label: 'Phone', icon: Smartphone },
            { value: 'tablet', label: 'Tablet', icon: Tablet },
            { value: 'desktop', label: 'Desktop', icon: Monitor },
          ]}
        />
        <LookControls place={preview.place} view={preview.view} />
      </div>
      <PausedTag {...preview} />
      <DeviceFrame kind={device}>
        <PreviewFrame {...preview} />
      </DeviceFrame>
      <StageNote {...preview} />
    </section>
  );
}
