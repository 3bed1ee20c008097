import { expect, it } from 'vitest';
import { overlapOf } from './overlap-of.ts';

const range = (from: string, lastArrival: string) => ({ from, lastArrival });

it('finds the arrivals that two sittings share, in whatever order they stand', () => {
  expect(overlapOf([range('13:00', '21:45'), range('12:00', '14:15')])).toEqual({ from: '13:00', to: '14:15' });
  expect(overlapOf([range('12:00', '16:00'), range('13:00', '14:00')])).toEqual({ from: '13:00', to: '14:00' });
  expect(overlapOf([range('12:00', '14:00'), range('14:00', '15:00')])).toEqual({ from: '14:00', to: '14:00' });
});

it('leaves sittings alone that follow each other', () => {
  expect(overlapOf([range('12:00', '14:15'), range('18:30', '21:45')])).toBeNull();
  expect(overlapOf([range('18:00', '01:00')])).toBeNull();
});

it('takes a last arrival after midnight for later than the evening', () => {
  expect(overlapOf([range('18:00', '01:00'), range('22:00', '23:00')])).toEqual({ from: '22:00', to: '23:00' });
  expect(overlapOf([range('18:00', '23:00'), range('22:00', '01:00')])).toEqual({ from: '22:00', to: '23:00' });
});
