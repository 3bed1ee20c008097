import type { ElementSize } from '../element-size/use-element-size.ts';

export type DeviceKind = 'phone' | 'tablet' | 'desktop';

interface Device {
  screenWidthPx: number;
  screenHeightPx: number;
  bezelPx: number;
  radiusPx: number;
}

/** Screens in CSS px: a common phone, a small tablet upright, a laptop window. */
export const DEVICES = {
  phone: { screenWidthPx: 360, screenHeightPx: 760, bezelPx: 10, radiusPx: 44 },
  tablet: { screenWidthPx: 768, screenHeightPx: 1024, bezelPx: 16, radiusPx: 36 },
  desktop: { screenWidthPx: 1280, screenHeightPx: 860, bezelPx: 2, radiusPx: 12 },
} as const satisfies Record<DeviceKind, Device>;

const MARGIN_PX = 16;

/** How much a device must shrink to stand in the room with a margin; it never grows. */
export function fitScale(kind: DeviceKind, room: ElementSize): number {
  const { screenWidthPx, screenHeightPx, bezelPx } = DEVICES[kind];
  const across = (room.widthPx - 2 * MARGIN_PX) / (screenWidthPx + 2 * bezelPx);
  const down = (room.heightPx - 2 * MARGIN_PX) / (screenHeightPx + 2 * bezelPx);
  return Math.max(0.1, Math.min(1, across, down));
}
