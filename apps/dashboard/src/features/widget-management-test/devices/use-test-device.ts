import { useEffect, useState, useSyncExternalStore } from 'react';
import type { TestSource } from '../source/test-source.ts';
import { type DeviceState, TestDevice } from './test-device.ts';

/** This page as a device of a test, until it is left. */
export function useTestDevice(
  source: TestSource,
  tenantId: string,
): { readonly state: DeviceState; readonly change: () => void } {
  const [device] = useState(() => new DeviceHolder(source, tenantId));
  useEffect(() => device.open(), [device]);
  const state = useSyncExternalStore(device.subscribe, device.getState);
  return { state, change: device.change };
}

const joining: DeviceState = { status: 'joining', devices: [], ownId: '', problem: null };

/** React may mount a component twice; a device that was closed is not opened again. */
class DeviceHolder {
  readonly #source: TestSource;
  readonly #tenantId: string;
  readonly #listeners = new Set<() => void>();
  #device: TestDevice | null = null;

  constructor(source: TestSource, tenantId: string) {
    this.#source = source;
    this.#tenantId = tenantId;
  }

  readonly open = (): (() => void) => {
    const device = new TestDevice(this.#source, this.#tenantId, navigator.userAgent);
    this.#device = device;
    const tell = (): void => {
      for (const listener of this.#listeners) listener();
    };
    const unsubscribe = device.subscribe(tell);
    void device.join();
    tell();
    return () => {
      unsubscribe();
      device.close();
    };
  };

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly getState = (): DeviceState => this.#device?.getState() ?? joining;

  readonly change = (): void => void this.#device?.change();
}
