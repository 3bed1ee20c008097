import type { SessionStore } from './session-store.ts';

/** Asks as the signed-in person. A refused token is renewed once; the second refusal is the answer. */
export async function askWithToken(
  session: Pick<SessionStore, 'accessToken'>,
  ask: (token: string | null) => Promise<Response>,
): Promise<Response> {
  const response = await ask(await session.accessToken({ refresh: false }));
  if (response.status !== 401) return response;
  const renewed = await session.accessToken({ refresh: true });
  return renewed === null ? response : ask(renewed);
}
