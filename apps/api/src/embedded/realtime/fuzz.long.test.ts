import { setTimeout as sleep } from 'node:timers/promises';
import v8 from 'node:v8';
import vm from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serializers } from './protocol/client-frame.ts';
import { fuzzGateway, startFuzzedGateway } from './testing/fuzz-gateway.ts';
import { freshSeed, keptSeeds } from './testing/fuzz-seeds.ts';
import type { TestGateway } from './testing/start-test-gateway.ts';

let stack: TestGateway;

beforeAll(async () => {
  stack = await startFuzzedGateway();
});
afterAll(() => stack.stop());

describe.each(serializers)('thousands of frames of any kind, serializer %s', (serializer) => {
  it.each([...keptSeeds, freshSeed()])('break nothing, and leave nothing in the heap, seed %i', async (seed) => {
    await fuzzGateway(stack, serializer, seed, 2_000);
    const before = await heapBytes();
    for (let round = 1; round <= 5; round++) await fuzzGateway(stack, serializer, seed + round, 2_000);
    // What 10,000 frames leave: compiled code, and a little of the test's own.
    expect((await heapBytes()) / before).toBeLessThan(1.1);
  });
});

async function heapBytes(): Promise<number> {
  v8.setFlagsFromString('--expose-gc');
  const collect: unknown = vm.runInNewContext('gc');
  if (typeof collect !== 'function') throw new Error('The collector cannot be called.');
  await sleep(200);
  collect();
  return process.memoryUsage().heapUsed;
}
