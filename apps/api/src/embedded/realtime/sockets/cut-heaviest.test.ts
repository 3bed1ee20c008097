import process from 'node:process';
import fastify from 'fastify';
import { expect, it } from 'vitest';
import { cutHeaviest } from './cut-heaviest.ts';

const { log } = fastify({ logger: false });

function socketsWith(heldBytes: readonly number[]) {
  const cut: number[] = [];
  return { cut, sockets: heldBytes.map((bytes) => ({ heldBytes: bytes, terminate: () => void cut.push(bytes) })) };
}

it('cuts nobody off while there is memory', () => {
  const { cut, sockets } = socketsWith([1e9, 1e9]);
  cutHeaviest(sockets, process.memoryUsage().arrayBuffers + 100_000_000, log);
  expect(cut).toEqual([]);
});

it('cuts off whose socket holds most first, and never one that holds nothing', () => {
  const { cut, sockets } = socketsWith([10, 0, 500, 40, 300, 0]);
  cutHeaviest(sockets, 0, log);
  expect(cut).toEqual([500]);
  const quick = socketsWith([0, 0]);
  cutHeaviest(quick.sockets, 0, log);
  expect(quick.cut).toEqual([]);
});
