import { execFile } from 'node:child_process';
import { access, constants, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** Where Debian and Ubuntu put theirs. */
const SYSTEM_CHROMIUM = '/usr/bin/chromium';

/**
 * The browser that every browser test uses: the one named by CHROMIUM_PATH, the system's, or else the one carried from npm,
 * which is unpacked once. Browsers started from this process afterwards find the carried libraries, too.
 */
export async function findChromium(): Promise<string> {
  const named = process.env['CHROMIUM_PATH'];
  if (named) {
    if (await isExecutable(named)) return named;
    throw new Error(
      `CHROMIUM_PATH names ${named}, which cannot be run: correct it, or unset it to use the carried browser.`,
    );
  }
  if (await isExecutable(SYSTEM_CHROMIUM)) return SYSTEM_CHROMIUM;
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      'No Chromium is carried for this platform: install Chromium or Chrome and set CHROMIUM_PATH to it.',
    );
  }
  return findCarried();
}

async function findCarried(): Promise<string> {
  const folder = await unpackedFolder();
  const chromium = join(folder, 'chromium');
  if (!(await isExecutable(chromium))) await unpack(folder);
  // Without a desktop, libnss and its like are missing; the package carries them.
  const libraries = join(folder, 'al2023', 'lib');
  const present = process.env['LD_LIBRARY_PATH']?.split(delimiter) ?? [];
  if (!present.includes(libraries)) process.env['LD_LIBRARY_PATH'] = [...present, libraries].join(delimiter);
  if (!(await isExecutable('/etc/fonts'))) process.env['FONTCONFIG_PATH'] ??= join(folder, 'fonts');
  return chromium;
}

/** Inside node_modules: one per checkout and version, gone with it, and nobody else can have written it. */
async function unpackedFolder(): Promise<string> {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const manifest: unknown = JSON.parse(await readFile(join(dirname(dirname(entry)), 'package.json'), 'utf8'));
  const hasVersion = typeof manifest === 'object' && manifest !== null && 'version' in manifest;
  const version = hasVersion ? String(manifest.version) : 'unknown';
  return fileURLToPath(new URL(`./node_modules/.cache/chromium-${version}`, import.meta.url));
}

/**
 * The package unpacks into the folder for temporary files and takes a half-written file for a whole one. So it runs in
 * a process with such a folder of its own, and the result is renamed: several test runs may do this at once.
 */
async function unpack(folder: string): Promise<void> {
  const unfinished = `${folder}.${process.pid}`;
  await mkdir(unfinished, { recursive: true });
  const script = `const { default: chromium } = await import('@sparticuz/chromium'); await chromium.executablePath();`;
  await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
    cwd: dirname(fileURLToPath(import.meta.url)),
    // Only on that platform, it believes, are its libraries of use.
    env: { ...process.env, TMPDIR: unfinished, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' },
  });
  await pointAtFonts(join(unfinished, 'fonts', 'fonts.conf'), join(folder, 'fonts'));
  await rename(unfinished, folder).catch(async (error: unknown) => {
    await rm(unfinished, { recursive: true, force: true });
    if (!(await isExecutable(join(folder, 'chromium')))) throw error;
  });
}

/** The carried configuration looks for fonts in the one place where the package usually unpacks. */
async function pointAtFonts(configPath: string, fontsFolder: string): Promise<void> {
  const config = await readFile(configPath, 'utf8');
  await writeFile(configPath, config.replaceAll('/tmp/fonts', fontsFolder));
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
