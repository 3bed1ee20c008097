import type { ReactNode } from 'react';
import { classNames } from '../class-names/class-names.ts';
import { useElementSize } from '../element-size/use-element-size.ts';
import { DEVICES, type DeviceKind, fitScale } from './devices.ts';

export interface DeviceFrameProps {
  kind: DeviceKind;
  /** Fills the screen, which always has the device's own width in px, whatever the frame is scaled to. */
  children: ReactNode;
}

/** A device that fits the room it is given and shows its content at the width that device has. */
export function DeviceFrame({ kind, children }: DeviceFrameProps) {
  const [ref, room] = useElementSize<HTMLDivElement>();
  const device = DEVICES[kind];
  const scale = room === undefined ? undefined : fitScale(kind, room);
  return (
    <div ref={ref} className="relative min-h-0 min-w-0 flex-1">
      {scale !== undefined && (
        <div
          style={{
            width: device.screenWidthPx + 2 * device.bezelPx,
            height: device.screenHeightPx + 2 * device.bezelPx,
            padding: device.bezelPx,
            borderRadius: device.radiusPx,
            transform: `translate(-50%, -50%) scale(${scale})`,
          }}
          className={classNames(
            'absolute top-1/2 left-1/2 bg-(--device) shadow-3',
            kind === 'desktop' && 'ring ring-line-strong',
          )}
        >
          <div
            style={{ borderRadius: Math.max(0, device.radiusPx - device.bezelPx) }}
            className="relative flex h-full flex-col overflow-hidden bg-surface *:min-h-0 *:flex-1"
          >
            {children}
          </div>
        </div>
      )}
    </div>
  );
}
