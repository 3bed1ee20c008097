import process from 'node:process';
import fastify from 'fastify';
import { expect, it } from 'vitest';
import { cutHeaviest } from './cut-heaviest.ts';

const { log } = fastify({ logger: false });
const noEnd = { bufferBytes: Infinity, allWaitingBytes: Infinity, modestWaitingBytes: 10 };

interface Kept {
  readonly heldBytes?: number;
  readonly waitingBytes?: number;
}

/** Sockets that are named by their place, and which of them were cut off, in order. */
function socketsWith(kept: readonly Kept[]) {
  const cut: number[] = [];
  const sockets = kept.map(({ heldBytes = 0, waitingBytes = 0 }, index) => ({
    heldBytes,
    waitingBytes,
    terminate: () => void cut.push(index),
  }));
  return { cut, sockets };
}

it('cuts nobody off while there is memory', () => {
  const { cut, sockets } = socketsWith([{ heldBytes: 1e9, waitingBytes: 50 }, { waitingBytes: 50 }]);
  const bufferBytes = process.memoryUsage().arrayBuffers + 100_000_000;
  cutHeaviest(sockets, { ...noEnd, bufferBytes, allWaitingBytes: 100 }, log);
  expect(cut).toEqual([]);
});

it('cuts off whose socket holds most first, and never one that holds nothing', () => {
  const { cut, sockets } = socketsWith([10, 0, 500, 40, 300, 0].map((heldBytes) => ({ heldBytes, waitingBytes: 1 })));
  cutHeaviest(sockets, { ...noEnd, bufferBytes: 0 }, log);
  expect(cut).toEqual([2]);
  const quick = socketsWith([{}, {}]);
  cutHeaviest(quick.sockets, { ...noEnd, bufferBytes: 0 }, log);
  expect(quick.cut).toEqual([]);
});

it('leaves alone who hold too little to be what fills the memory', () => {
  // Less than any process has.
  const bufferBytes = 1_000;
  const innocent = socketsWith([{ heldBytes: 300 }, { heldBytes: 200 }]);
  cutHeaviest(innocent.sockets, { ...noEnd, bufferBytes }, log);
  expect(innocent.cut).toEqual([]);
  const { cut, sockets } = socketsWith([{ heldBytes: 200 }, { heldBytes: 301 }]);
  cutHeaviest(sockets, { ...noEnd, bufferBytes }, log);
  expect(cut).toEqual([1]);
});

it('cuts off whose messages wait with most, where too much of all waits', () => {
  const { cut, sockets } = socketsWith([{ waitingBytes: 30 }, { waitingBytes: 80, heldBytes: 1 }, { heldBytes: 1e9 }]);
  cutHeaviest(sockets, { ...noEnd, allWaitingBytes: 100 }, log);
  expect(cut).toEqual([1]);
});

it('cuts nobody of a crowd off each of whom waits with little', () => {
  const crowd = Array.from({ length: 20 }, () => ({ waitingBytes: 10 }));
  const modest = socketsWith(crowd);
  cutHeaviest(modest.sockets, { ...noEnd, allWaitingBytes: 100 }, log);
  expect(modest.cut).toEqual([]);
  const { cut, sockets } = socketsWith([...crowd, { waitingBytes: 11 }]);
  cutHeaviest(sockets, { ...noEnd, allWaitingBytes: 100 }, log);
  expect(cut).toEqual([20]);
});
