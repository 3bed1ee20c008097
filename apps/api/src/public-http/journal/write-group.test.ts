import type { KeyedBatch } from '@blunari/db';
import { appError } from '@blunari/schema/errors';
import { err, ok, type Result } from '@blunari/schema/result';
import { expect, it } from 'vitest';
import { writeGroup, type WriteBatches } from './write-group.ts';

const visit = { ip: null, userAgent: '', referrer: '', pageUrl: '' };

/** Writes one batch for each key; answers what each heard and how the database was called. */
async function writeAll(keys: readonly string[], answer: WriteBatches) {
  const calls: string[] = [];
  const said: string[] = [];
  const tell = (result: Result<null>) => said.push(result.ok ? 'stored' : result.error.code);
  const write: WriteBatches = (batches) => {
    calls.push(batches.map(({ key }) => key).join(''));
    return answer(batches);
  };
  const group = keys.map((key) => ({
    batch: { key, events: [], visit } satisfies KeyedBatch,
    resolve: tell,
    reject: () => said.push('thrown'),
  }));
  await writeGroup(write, group);
  return { calls, said };
}

const refusing =
  (bad: string, refuse: () => ReturnType<WriteBatches>): WriteBatches =>
  (batches) =>
    batches.some(({ key }) => bad.includes(key)) ? refuse() : Promise.resolve(ok(batches.map(() => 'stored')));
const breakDown = () => Promise.reject(new Error('A bug.'));
const beAway = () => Promise.resolve(err(appError('unavailable', 'Away.')));

it('writes a group in one call', async () => {
  expect(await writeAll(['a', 'b'], refusing('', beAway))).toEqual({ calls: ['ab'], said: ['stored', 'stored'] });
});

it('tries a group that failed one by one, so that a bad batch harms itself alone', async () => {
  const { calls, said } = await writeAll(['a', 'x', 'b', 'x', 'c'], refusing('x', breakDown));
  expect(calls).toEqual(['axbxc', 'a', 'x', 'b', 'x', 'c']);
  expect(said).toEqual(['stored', 'thrown', 'stored', 'thrown', 'stored']);
});

it('does not wait twice for a restaurant that cannot be written now', async () => {
  const { calls, said } = await writeAll(['x', 'a', 'x', 'b'], refusing('x', beAway));
  expect(calls).toEqual(['xaxb', 'x', 'a', 'b']);
  expect(said).toEqual(['unavailable', 'stored', 'unavailable', 'stored']);
});

it('believes the database to be away after two of them', async () => {
  const { calls, said } = await writeAll(['a', 'b', 'c', 'd'], beAway);
  expect(calls).toEqual(['abcd', 'a', 'b']);
  expect(said).toEqual(Array.from({ length: 4 }, () => 'unavailable'));
});

it('tries a single batch once', async () => {
  expect(await writeAll(['a'], beAway)).toEqual({ calls: ['a'], said: ['unavailable'] });
});
