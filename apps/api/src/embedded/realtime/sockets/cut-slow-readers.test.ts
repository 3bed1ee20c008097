import process from 'node:process';
import fastify from 'fastify';
import { expect, it } from 'vitest';
import { cutSlowReaders } from './cut-slow-readers.ts';

const { log } = fastify({ logger: false });

function readersWith(unsentBytes: readonly number[]) {
  const cut: number[] = [];
  return { cut, readers: unsentBytes.map((bytes) => ({ unsentBytes: bytes, terminate: () => void cut.push(bytes) })) };
}

it('cuts nobody off while there is memory', () => {
  const { cut, readers } = readersWith([1e9, 1e9]);
  cutSlowReaders(readers, process.memoryUsage().arrayBuffers + 100_000_000, log);
  expect(cut).toEqual([]);
});

it('cuts off who has left most unread first, and never who has read everything', () => {
  const { cut, readers } = readersWith([10, 0, 500, 40, 300, 0]);
  cutSlowReaders(readers, 0, log);
  expect(cut).toEqual([500]);
  const quick = readersWith([0, 0]);
  cutSlowReaders(quick.readers, 0, log);
  expect(quick.cut).toEqual([]);
});
