import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DEVICES, type DeviceKind, fitScale } from './devices.ts';

test('a device with room to spare keeps its size', () => {
  expect(fitScale('phone', { widthPx: 2000, heightPx: 2000 })).toBe(1);
});

test('a device never stands out of its room', () => {
  const kind = fc.constantFrom<DeviceKind>('phone', 'tablet', 'desktop');
  const side = fc.integer({ min: 300, max: 3000 });
  fc.assert(
    fc.property(kind, side, side, (device, widthPx, heightPx) => {
      const scale = fitScale(device, { widthPx, heightPx });
      const { screenWidthPx, screenHeightPx, bezelPx } = DEVICES[device];
      return (screenWidthPx + 2 * bezelPx) * scale <= widthPx && (screenHeightPx + 2 * bezelPx) * scale <= heightPx;
    }),
  );
});
