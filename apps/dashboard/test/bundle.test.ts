import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { build } from 'vite';

const root = join(import.meta.dirname, '..');
const folder = join(root, 'node_modules/.cache/bundle');

/** Files of scripts with their text, by name. */
async function buildScripts(): Promise<ReadonlyMap<string, string>> {
  // Vitest says "test", and a build would then carry what only development needs.
  process.env['NODE_ENV'] = 'production';
  await build({ root, logLevel: 'error', build: { outDir: folder, emptyOutDir: true } });
  const assets = join(folder, 'assets');
  const scripts = readdirSync(assets).filter((name) => name.endsWith('.js'));
  return new Map(scripts.map((name) => [name, readFileSync(join(assets, name), 'utf8')]));
}

/** A script and all that the browser loads with it before it runs. */
function loadedWith(scripts: ReadonlyMap<string, string>, name: string, seen = new Set<string>()): Set<string> {
  if (seen.has(name)) return seen;
  seen.add(name);
  const imports = (scripts.get(name) ?? '').matchAll(/(?:import|from)\s?"\.\/([^"]+\.js)"/g);
  for (const [, imported = ''] of imports) loadedWith(scripts, imported, seen);
  return seen;
}

// Sentences that only the simulated server says.
const marks = ['because a fault is switched on', 'de3f0000-0000-4000-8000', "Ferie d’agosto|Ferie d'agosto"];

it('keeps the simulated server out of what everybody loads', async () => {
  const scripts = await buildScripts();
  const html = readFileSync(join(folder, 'index.html'), 'utf8');
  const [, entry = ''] = /src="\/dashboard\/assets\/([^"]+\.js)"/.exec(html) ?? [];
  const withMark = (mark: string) =>
    [...scripts].filter(([, text]) => new RegExp(mark).test(text)).map(([name]) => name);
  const atStart = loadedWith(scripts, entry);
  expect(atStart.size).toBeGreaterThan(1);
  for (const mark of marks) {
    const holding = withMark(mark);
    expect([mark, holding.length]).toEqual([mark, 1]);
    expect(holding.filter((name) => atStart.has(name))).toEqual([]);
  }
}, 120_000);
