/**
 * Says why the product cannot run here, or undefined. The carried Node and Postgres exist for these platforms alone.
 * @param {string} platform as process.platform
 * @param {string} arch as process.arch
 * @param {unknown} glibcVersion undefined on a Linux with another C library
 * @returns {string | undefined}
 */
export function checkPlatform(platform, arch, glibcVersion) {
  const here = `${platform} on ${arch}`;
  if (platform === 'win32') return 'Windows is supported through WSL: open a WSL terminal and start there.';
  if (platform !== 'linux' && platform !== 'darwin') return `${here} is not supported: use Linux or macOS.`;
  if (arch !== 'x64' && arch !== 'arm64') return `${here} is not supported: use an x64 or arm64 machine.`;
  if (platform === 'linux' && glibcVersion === undefined) {
    return 'This Linux has no glibc (Alpine, for example): use Debian, Ubuntu, Fedora or another with glibc.';
  }
  return undefined;
}
