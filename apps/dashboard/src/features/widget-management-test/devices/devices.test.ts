import { describe, expect, it } from 'vitest';
import { describeDevice } from './describe-device.ts';
import { type DeviceNote, devicesOf } from './device-note.ts';
import { isLoopback } from './is-loopback.ts';
import { isCutOff } from './test-device.ts';

it.each([
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1', 'phone', 'Safari'],
  ['Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) CriOS/150.0 Mobile/15E148 Safari/604.1', 'tablet', 'Chrome'],
  ['Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/150.0 Mobile Safari/537.36', 'phone', 'Chrome'],
  ['Mozilla/5.0 (Linux; Android 15; SM-X200) AppleWebKit/537.36 Chrome/150.0 Safari/537.36', 'tablet', 'Chrome'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'computer', 'Firefox'],
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/150.0 Safari/537.36 Edg/150.0', 'computer', 'Edge'],
  ['', 'computer', 'Browser'],
])('tells what %s is', (userAgent, kind, browser) => {
  expect(describeDevice(userAgent)).toEqual({ kind, browser });
});

const note = (deviceId: string, version = 1): DeviceNote => ({
  deviceId,
  kind: 'phone',
  browser: 'Safari',
  latencyMs: null,
  errorMs: null,
  version,
});

describe('the devices of a test', () => {
  it('are those that say so, each once, with what it said last', () => {
    const people = [note('b'), { userId: 'a colleague in the editor' }, 17, note('a'), note('b', 2)];
    expect(devicesOf(people)).toEqual([note('a'), note('b', 2)]);
    expect(devicesOf(null)).toEqual([]);
  });
});

it.each([
  ['joining', [], false],
  ['joined', [note('a')], false],
  ['joined', [], true],
  ['over', [], false],
] as const)('knows whether a device that is %s and sees %j is cut off', (status, devices, expected) => {
  expect(isCutOff({ status, devices, ownId: 'a', problem: null })).toBe(expected);
});

it.each([
  ['localhost', true],
  ['app.localhost', true],
  ['127.0.0.1', true],
  ['[::1]', true],
  ['192.168.1.20', false],
  ['staff.example.com', false],
])('knows whether another device reaches %s', (hostName, expected) => {
  expect(isLoopback(hostName)).toBe(expected);
});
