import { afterAll, beforeAll, describe, it } from 'vitest';
import { serializers } from './protocol/client-frame.ts';
import { fuzzGateway, startFuzzedGateway } from './testing/fuzz-gateway.ts';
import { freshSeed, keptSeeds } from './testing/fuzz-seeds.ts';
import type { TestGateway } from './testing/start-test-gateway.ts';

let stack: TestGateway;

beforeAll(async () => {
  stack = await startFuzzedGateway();
});
afterAll(() => stack.stop());

describe.each(serializers)('frames of any kind, serializer %s', (serializer) => {
  it.each([...keptSeeds, freshSeed()])('break nothing and disturb nobody, seed %i', (seed) =>
    fuzzGateway(stack, serializer, seed, 400),
  );
});
