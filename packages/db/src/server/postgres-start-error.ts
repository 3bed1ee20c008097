/** Why Postgres could not be started. Each has a remedy, so each is told apart. */
export type PostgresStartErrorCode =
  | 'unsupported_platform'
  | 'no_unprivileged_user'
  | 'unreachable_folder'
  | 'foreign_folder'
  | 'other_major_version'
  | 'disk_full'
  | 'failed';

/** A start of Postgres that failed for a reason its operator can act on; the message says "what happened: what to do". */
export class PostgresStartError extends Error {
  override readonly name = 'PostgresStartError';
  readonly code: PostgresStartErrorCode;

  constructor(code: PostgresStartErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Names the cause of a failure from what Postgres or initdb wrote (they run under the C locale, so in English). */
export function startErrorFromOutput(program: string, output: string, dataDir: string): PostgresStartError {
  if (output.includes('No space left on device') || output.includes('Disk quota exceeded')) {
    return diskFull(dataDir);
  }
  const lines = output.trim().split('\n');
  const telling = lines.find((line) => /\b(FATAL|PANIC|error):/.test(line)) ?? lines.at(-1) ?? '';
  return new PostgresStartError('failed', `${program} could not run on ${dataDir}: ${telling.trim() || 'no output'}`);
}

/** Turns a failed file operation of ours into the same errors. */
export function startErrorFromFileSystem(error: unknown, dataDir: string): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  if (error.code === 'ENOSPC' || error.code === 'EDQUOT') return diskFull(dataDir);
  if (error.code === 'EACCES' || error.code === 'EPERM' || error.code === 'EROFS') {
    const message = `The data folder ${dataDir} cannot be written: make it yours, or choose another with DATA_DIR.`;
    return new PostgresStartError('unreachable_folder', message, { cause: error });
  }
  return error;
}

function diskFull(dataDir: string): PostgresStartError {
  return new PostgresStartError(
    'disk_full',
    `The disk that holds ${dataDir} is full: free some space and start again.`,
  );
}
