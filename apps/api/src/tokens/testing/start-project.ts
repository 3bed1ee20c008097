import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose';

/** What there is of a Supabase project for whoever only believes its tokens: published keys, a secret, and what they sign. */
export interface TestProject {
  readonly url: string;
  readonly issuer: string;
  readonly jwtSecret: string;
  readonly requests: () => number;
  /** From now on its server answers with 503. */
  readonly fail: () => void;
  /** Signs with the published key. */
  readonly sign: (claims: JWTPayload) => Promise<string>;
  readonly signWithSecret: (claims: JWTPayload) => Promise<string>;
  /** What its Auth says of a person that is signed in. */
  readonly claimsOf: (userId: string) => {
    iss: string;
    aud: string;
    role: string;
    sub: string;
    iat: number;
    exp: number;
  };
  readonly stop: () => Promise<void>;
}

export async function startProject(): Promise<TestProject> {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: 'of-the-project', alg: 'ES256', use: 'sig' }] };
  const jwtSecret = `secret-of-the-project-${randomUUID()}`;
  let requests = 0;
  let status = 200;
  const server = createServer(({ url }, response) => {
    requests += 1;
    const isKeys = url === '/auth/v1/.well-known/jwks.json';
    response.writeHead(isKeys ? status : 404, { 'content-type': 'application/json' }).end(JSON.stringify(jwks));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The project has no port.');
  const url = `http://127.0.0.1:${address.port}`;
  const issuer = `${url}/auth/v1`;
  return {
    url,
    issuer,
    jwtSecret,
    requests: () => requests,
    fail: () => void (status = 503),
    sign: (claims) =>
      new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid: 'of-the-project', typ: 'JWT' }).sign(privateKey),
    signWithSecret: (claims) =>
      new SignJWT(claims).setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).sign(new TextEncoder().encode(jwtSecret)),
    claimsOf: (userId) => {
      const iat = Math.floor(Date.now() / 1000);
      return { iss: issuer, aud: 'authenticated', role: 'authenticated', sub: userId, iat, exp: iat + 3600 };
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
