import { expect, it } from 'vitest';
import { FakeEnvironment } from './fake-environment.ts';

it('lets promises settle between two timers, however long their chain', async () => {
  const environment = new FakeEnvironment();
  const order: string[] = [];
  const chain = async () => {
    for (let link = 0; link < 100; link++) await Promise.resolve();
    order.push('chain');
  };
  environment.setTimer(() => void chain(), 10);
  environment.setTimer(() => order.push('next timer'), 20);
  await environment.advance(20);
  expect(order).toEqual(['chain', 'next timer']);
});
