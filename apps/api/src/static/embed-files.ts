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
  /** Modules that the script imports for a guest of this language; none for the one that is built in. */
  readonly languagePreloads: ReadonlyMap<string, readonly string[]>;
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
  const languages = entry.dynamicImports.flatMap((path) => {
    const language = /\/i18n\/(\w+)\.ts$/.exec(path)?.[1];
    return language === undefined ? [] : [[language, path] as const];
  });
  const catering = entry.dynamicImports.filter((path) => path.includes('/catering/'));
  return {
    script: entry.file,
    styles: [...new Set([entry, ...imported].flatMap((chunk) => chunk.css))],
    preloads: filesOf(imported),
    languagePreloads: new Map(
      languages.map(([language, path]) => [language, filesOf(importsOf(manifest, [path], new Set(seen)))]),
    ),
    cateringPreloads: filesOf(importsOf(manifest, catering, seen)),
  };
}

const filesOf = (chunks: readonly Manifest[string][]): readonly string[] => chunks.map(({ file }) => file);

/** The chunks of these names and all that they import, without those that were seen before. */
function importsOf(manifest: Manifest, names: readonly string[], seen: Set<string>): readonly Manifest[string][] {
  return names.flatMap((name) => {
    const chunk = manifest[name];
    if (!chunk || seen.has(name)) return [];
    seen.add(name);
    return [chunk, ...importsOf(manifest, chunk.imports, seen)];
  });
}
