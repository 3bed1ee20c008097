import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { err, ok, type Result } from '@blunari/schema/result';
import type { TokenFailureCode, VerifyToken } from '../../../tokens/verify-token.ts';
import { serializers } from '../protocol/client-frame.ts';
import type { Credentials } from './connection.ts';

const WEBSOCKET_PATH = '/realtime/v1/websocket';

export interface Refusal {
  readonly status: number;
  readonly error: string;
}

/** Reads who wants a socket and in which serializer, from the URL and the header of the request. */
export async function shakeHands(
  request: IncomingMessage,
  verifyToken: VerifyToken,
): Promise<Result<Credentials, Refusal>> {
  const url = readUrl(request.url);
  if (url?.pathname !== WEBSOCKET_PATH) return err({ status: 404, error: 'Not found' });
  const vsn = url.searchParams.get('vsn') ?? '1.0.0';
  const serializer = serializers.find((known) => known === vsn);
  if (!serializer) return err({ status: 400, error: `Unknown serializer version, use ${serializers.join(' or ')}` });
  const token = url.searchParams.get('apikey') ?? [request.headers['x-api-key']].flat()[0];
  const verified = await verifyToken(token);
  if (verified.ok && token) return ok({ serializer, token });
  return err(verified.ok ? refusals.missing : refusals[verified.error.code]);
}

/** Answers a request for a socket with JSON instead, and hangs up. */
export function refuseUpgrade(socket: Duplex, { status, error }: Refusal): void {
  const body = JSON.stringify({ error });
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\ncontent-type: application/json\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
    // A peer that does not close its side keeps no socket here.
    () => socket.destroy(),
  );
}

const refusals = {
  missing: { status: 401, error: 'API key is missing' },
  expired: { status: 401, error: 'Token has expired' },
  missing_claims: { status: 401, error: 'Fields `role` and `exp` are required in JWT' },
  malformed: { status: 401, error: 'The token provided is not a valid JWT' },
  bad_signature: { status: 401, error: 'Failed to validate JWT signature' },
  wrong_issuer: { status: 401, error: 'Failed to validate JWT signature' },
  unavailable: { status: 500, error: 'The keys to validate tokens with could not be read' },
} as const satisfies Record<TokenFailureCode, Refusal>;

function readUrl(path: string | undefined): URL | undefined {
  // Only path and query matter; what the Host header says is not to be parsed here.
  return URL.parse(path ?? '/', 'http://localhost') ?? undefined;
}
