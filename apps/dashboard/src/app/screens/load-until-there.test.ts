import { expect, it } from 'vitest';
import { MissingPartError } from '../../shared/screens/missing-part-error.ts';
import { loadUntilThere } from './load-until-there.ts';

function world({ isThere, failures }: { isThere: boolean; failures: number }) {
  const pausesMs: number[] = [];
  let calls = 0;
  const load = () => {
    calls += 1;
    return calls <= failures ? Promise.reject(new Error('no file')) : Promise.resolve('screen');
  };
  const ports = {
    isServerThere: () => Promise.resolve(isThere),
    pause: (lengthMs: number) => {
      pausesMs.push(lengthMs);
      return Promise.resolve();
    },
  };
  return { load, ports, pausesMs, callCount: () => calls };
}

it('waits for the network as long as it is away, never more than ten seconds at a time', async () => {
  const { load, ports, pausesMs } = world({ isThere: false, failures: 40 });
  await expect(loadUntilThere(load, ports)).resolves.toBe('screen');
  expect(pausesMs).toHaveLength(40);
  expect(pausesMs.slice(0, 6)).toEqual([500, 1000, 2000, 4000, 8000, 10_000]);
  expect(Math.max(...pausesMs)).toBe(10_000);
});

it('loads once more when the server is there, and gives up when that fails, too', async () => {
  const once = world({ isThere: true, failures: 1 });
  await expect(loadUntilThere(once.load, once.ports)).resolves.toBe('screen');
  const gone = world({ isThere: true, failures: 100 });
  await expect(loadUntilThere(gone.load, gone.ports)).rejects.toThrow(MissingPartError);
  expect(gone.callCount()).toBe(2);
});
