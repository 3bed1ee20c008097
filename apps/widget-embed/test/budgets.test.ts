import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { build } from 'vite';

// Guests pay for every kilobyte on a restaurant's page. Built anew, so that the sizes are those of these sources.
const folder = join(import.meta.dirname, '../node_modules/.cache/budgets');

/** Sizes after gzip, in bytes, by the name before the hash. */
async function sizes(): Promise<ReadonlyMap<string, number>> {
  const root = join(import.meta.dirname, '..');
  // Vitest says "test", and a build would then carry what only development needs.
  process.env['NODE_ENV'] = 'production';
  for (const name of ['loader', 'frame']) {
    await build({
      root,
      configFile: join(root, `vite.${name}.config.ts`),
      logLevel: 'error',
      build: { outDir: folder, emptyOutDir: name === 'loader' },
    });
  }
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(js|css)$/.test(name));
  return new Map(
    files.map((name) => [
      name.replace(/^assets\//, '').replace(/-[\w-]{8}\./, '.'),
      gzipSync(readFileSync(join(folder, name)), { level: 9 }).length,
    ]),
  );
}

interface BuiltFile {
  readonly name: string;
  readonly file: string;
  readonly imports?: readonly string[];
}

function manifest(): Readonly<Record<string, BuiltFile>> {
  return JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8'));
}

describe('the files a guest loads', async () => {
  const found = await sizes();
  const size = (name: string): number => found.get(name) ?? Number.POSITIVE_INFINITY;

  it('are an embed.js of at most 5 kB', () => {
    expect(size('embed.js')).toBeLessThanOrEqual(5000);
  });

  it('are at most 37 kB before the widget shows', () => {
    expect(size('frame.js') + size('frame.css')).toBeLessThanOrEqual(37_000);
  });

  it('are one for the live line, so that its size is all that it costs', () => {
    const live = Object.values(manifest()).filter(({ name }) => name === 'live');
    const imported = live.flatMap(({ imports }) => imports ?? []).map((key) => manifest()[key]?.name);
    expect(live).toHaveLength(1);
    expect(imported.filter((name) => name !== 'frame')).toEqual([]);
  });

  it('are at most 1.5 kB more, after brotli, for what counts visits, with nothing but what the widget has anyway', () => {
    const [counting] = Object.values(manifest()).filter(({ name }) => name === 'start-journal');
    expect(readFileSync(join(folder, `${counting?.file}.br`)).length).toBeLessThanOrEqual(1500);
    expect(counting?.imports?.map((key) => manifest()[key]?.name)).toEqual(['frame']);
  });

  it('are at most 20 kB more for the live line, and 6 kB more for catering', () => {
    expect(size('live.js')).toBeLessThanOrEqual(20_000);
    expect(size('CateringWidget.js')).toBeLessThanOrEqual(6000);
  });

  it('are at most 2.5 kB more for a language other than English', () => {
    for (const language of ['it', 'de', 'fr']) expect(size(`${language}.js`)).toBeLessThanOrEqual(2500);
  });

  it('have names that no content blocker cuts', () => {
    expect([...found.keys()].filter((name) => /analytics|event|track|collect|beacon|stats/i.test(name))).toEqual([]);
  });
}, 60_000);
