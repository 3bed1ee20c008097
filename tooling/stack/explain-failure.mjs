/** @type {readonly (readonly [RegExp, string])[]} */
const CAUSES = [
  [/ENOSPC|No space left on device|EDQUOT/, 'The disk is full: free about 3 GB and start again.'],
  [
    /ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|META_FETCH_FAIL|error sending request|fetch failed/,
    'The npm registry cannot be reached, so packages cannot be installed: check the network or the proxy settings and start again.',
  ],
  [
    /ERR_PNPM_OUTDATED_LOCKFILE/,
    'A package.json was changed without the lockfile: run "npx pnpm install" and start again.',
  ],
  [/EACCES|EPERM|EROFS/, 'This folder cannot be written: make it yours, or clone the project elsewhere.'],
];

/**
 * One line on why a step failed, with what to do. Where the cause is unknown it points at the tool's own words above.
 * @param {'install' | 'build'} step
 * @param {string} output
 * @returns {string}
 */
export function explainFailure(step, output) {
  // A build's output may quote anything, such as a test's fixture; only a full disk is plain in it.
  const known = step === 'install' ? CAUSES : CAUSES.slice(0, 1);
  for (const [pattern, line] of known) if (pattern.test(output)) return line;
  return step === 'install'
    ? 'Installing packages failed: see above, then run "npm run setup" for more.'
    : 'Building failed: see above; "npx turbo run build" repeats it.';
}
