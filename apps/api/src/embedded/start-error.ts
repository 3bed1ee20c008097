import { PostgresStartError, type PostgresStartErrorCode } from '@blunari/db/server';

/** Why the whole product could not start. */
export type StartErrorCode =
  | 'port_in_use'
  | 'host'
  | 'second_copy'
  | 'node_too_old'
  | 'disk_full'
  | 'unsupported_platform'
  | 'data_folder'
  | 'database';

/**
 * A start that failed for a reason the operator can act on. The message is one line, "what happened: what to do";
 * the process prints it alone and exits with 1. Anything else that is thrown is a bug and keeps its stack.
 */
export class StartError extends Error {
  override readonly name = 'StartError';
  readonly code: StartErrorCode;

  constructor(code: StartErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

const CODES = {
  unsupported_platform: 'unsupported_platform',
  no_unprivileged_user: 'unsupported_platform',
  unreachable_folder: 'data_folder',
  foreign_folder: 'data_folder',
  other_major_version: 'data_folder',
  disk_full: 'disk_full',
  failed: 'database',
} as const satisfies Record<PostgresStartErrorCode, StartErrorCode>;

/** Translates what a step of the start threw; what nobody can act on comes back unchanged. */
export function toStartError(error: unknown, where: string): unknown {
  if (error instanceof PostgresStartError) return new StartError(CODES[error.code], error.message, { cause: error });
  if (!(error instanceof Error) || !('code' in error)) return error;
  switch (error.code) {
    // 53100 is what Postgres itself says of a full disk.
    case 'ENOSPC':
    case 'EDQUOT':
    case '53100': {
      const message = `The disk that holds ${where} is full: free some space and start again.`;
      return new StartError('disk_full', message, { cause: error });
    }
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'EEXIST':
    case 'ENOENT':
    case 'ENOTDIR': {
      const message = `The data folder ${where} cannot be written: make it yours, or choose another with DATA_DIR.`;
      return new StartError('data_folder', message, { cause: error });
    }
    default:
      return error;
  }
}

/** For the error of a `listen`: names the port and the variable that moves it, or the host that is none. */
export function toListenError(error: unknown, port: number, variable: 'PORT' | 'DEMO_PORT' | 'METRICS_PORT'): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND' || error.code === 'EAI_AGAIN') {
    const message = 'HOST is no address of this machine: leave it out for this machine alone, or set HOST=0.0.0.0.';
    return new StartError('host', message, { cause: error });
  }
  if (error.code === 'EADDRINUSE') {
    const message = `Port ${port} is taken by another program: stop that one, or choose another port, as in ${variable}=${port + 10} npm start.`;
    return new StartError('port_in_use', message, { cause: error });
  }
  if (error.code === 'EACCES') {
    const message = `Port ${port} may not be opened by this user: choose one above 1023, as in ${variable}=8080 npm start.`;
    return new StartError('port_in_use', message, { cause: error });
  }
  return error;
}

/** The first line of `main.ts`: the API runs its TypeScript as it is, which older versions of Node cannot. */
export function assertNodeVersion(version: string): void {
  if (Number(version.split('.')[0]) >= 24) return;
  const message = `Node ${version} is too old to run the server: start with "npm start", which brings its own Node.`;
  throw new StartError('node_too_old', message);
}
