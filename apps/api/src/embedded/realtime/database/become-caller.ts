import { escapeLiteral } from 'pg';
import type { Claims } from '../../../tokens/claims.ts';

/**
 * The statement after which policies see the caller, up to the end of the transaction. The claims' role is one of three
 * that a verified token can name.
 */
export function becomeCaller(claims: Claims, topicName = ''): string {
  const settings = {
    role: claims.role,
    'realtime.topic': topicName,
    'request.jwt.claims': JSON.stringify(claims),
    'request.jwt.claim.sub': claims.sub ?? '',
    'request.jwt.claim.role': claims.role,
    'request.headers': '{}',
  };
  const calls = Object.entries(settings).map(([name, value]) => `set_config('${name}', ${escapeLiteral(value)}, true)`);
  return `select ${calls.join(', ')}`;
}
