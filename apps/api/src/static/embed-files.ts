import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** What the page of a framed widget loads, as paths below `/w/`. */
export interface FrameFiles {
  readonly script: string;
  readonly styles: readonly string[];
  /** Modules that the script imports at once. */
  readonly preloads: readonly string[];
  /** Modules that the script imports once it sees a catering widget. */
  readonly cateringPreloads: readonly string[];
}

/** The build of the widgets: `embed.js`, and hashed files that `.vite/manifest.json` names. */
export interface EmbedFiles {
  /** Absolute path. */
  readonly folder: string;
  /** `null` while nothing is built. */
  readonly readFrame: () => Promise<FrameFiles | null>;
}

const chunkSchema = z.object({
  file: z.string(),
  src: z.string().optional(),
  isEntry: z.boolean().optional(),
  css: z.array(z.string()).default([]),
  imports: z.array(z.string()).default([]),
  dynamicImports: z.array(z.string()).default([]),
});
const manifestSchema = z.record(z.string(), chunkSchema);

type Manifest = z.infer<typeof manifestSchema>;

/** Reads the manifest again only when it changed: a rebuild during development shows without a restart. */
export function createEmbedFiles(folder: string): EmbedFiles {
  const path = join(folder, '.vite', 'manifest.json');
  let known: { readonly changedAtMs: number; readonly frame: FrameFiles | null } | undefined;
  return {
    folder,
    readFrame: async () => {
      const changedAtMs = await stat(path).then(
        ({ mtimeMs }) => mtimeMs,
        () => null,
      );
      if (changedAtMs === null) return null;
      if (known?.changedAtMs !== changedAtMs) {
        known = { changedAtMs, frame: frameOf(manifestSchema.parse(JSON.parse(await readFile(path, 'utf8')))) };
      }
      return known.frame;
    },
  };
}

function frameOf(manifest: Manifest): FrameFiles | null {
  const [name, entry] =
    Object.entries(manifest).find(([, { isEntry, src }]) => isEntry && src?.includes('frame')) ?? [];
  if (name === undefined || !entry) return null;
  const seen = new Set([name]);
  const imported = importsOf(manifest, entry.imports, seen);
  const catering = entry.dynamicImports.filter((path) => path.includes('/catering/'));
  return {
    script: entry.file,
    styles: [...new Set([entry, ...imported].flatMap((chunk) => chunk.css))],
    preloads: imported.map((chunk) => chunk.file),
    cateringPreloads: importsOf(manifest, catering, seen).map((chunk) => chunk.file),
  };
}

/** The chunks of these names and all that they import, without those that were seen before. */
function importsOf(manifest: Manifest, names: readonly string[], seen: Set<string>): readonly Manifest[string][] {
  return names.flatMap((name) => {
    const chunk = manifest[name];
    if (!chunk || seen.has(name)) return [];
    seen.add(name);
    return [chunk, ...importsOf(manifest, chunk.imports, seen)];
  });
}
