import { describe, expect, it, vi } from 'vitest';
import { createSend, type SendDeps } from './delivery.ts';

const [one, two] = ['1', '2'].map((last) => ({
  id: `0197a3c0-0000-7000-8000-00000000000${last}`,
  type: 'view' as const,
  sessionId: '0197a3c0-0000-7000-8000-000000000009',
}));
if (!one || !two) throw new Error('There are two events.');
const batch = { pageUrl: 'https://lucia.example/', referrer: '', events: [one, two] };

function world(answers: readonly (Response | null)[], postLast: SendDeps['postLast'] = null) {
  const post = vi.fn<SendDeps['post']>().mockResolvedValue(null);
  for (const answer of answers) post.mockResolvedValueOnce(answer);
  return { send: createSend({ post, postLast }), post };
}

const answerOf = (status: number, headers: Record<string, string> = {}) => new Response('{}', { status, headers });
const refusing = (reason: string) => Response.json({ token: 'first', refused: [{ index: 1, reason }] });

describe('createSend', () => {
  it.each([
    ['stored', answerOf(202), 2, 0],
    ['refused for good', answerOf(400), 2, 0],
    ['met by no answer', null, 0, 0],
    ['met by a busy server', answerOf(503, { 'retry-after': '7' }), 0, 7000],
    ['too often', answerOf(429, { 'retry-after': '2' }), 0, 2000],
    ['too slow', answerOf(408), 0, 0],
    ['met by a server that says when in a way of its own', answerOf(500, { 'retry-after': 'Sat, 14 Nov 2026' }), 0, 0],
  ])('tells whether and when to try again what was %s', async (_what, answer, settledCount, waitMs) => {
    const delivery = await world([answer]).send(batch, false);
    expect([delivery.settled.length, delivery.waitMs]).toEqual([settledCount, waitMs]);
  });

  it('sends again what the server did not read for want of a token, and nothing else that it refused', async () => {
    const { send } = world([refusing('no-token'), refusing('invalid')]);
    expect((await send(batch, false)).settled).toEqual([one]);
    expect((await send(batch, false)).settled).toEqual([one, two]);
  });

  it('carries the token of the newest answer that gave one', async () => {
    const { send, post } = world([Response.json({ token: 'first' }), Response.json({}), new Response('no json')]);
    for (let count = 0; count < 3; count += 1) await send(batch, false);
    expect(post.mock.calls.map(([body]) => JSON.parse(body).token)).toEqual([undefined, 'first', 'first']);
  });

  it('leaves the last words to the browser where that has nothing better, with the token', async () => {
    const postLast = vi.fn<(body: string) => boolean>(() => true);
    const { send, post } = world([Response.json({ token: 'first' })], postLast);
    await send(batch, false);
    expect((await send(batch, true)).settled).toEqual([]);
    expect(JSON.parse(postLast.mock.lastCall?.[0] ?? '{}')).toEqual({ ...batch, token: 'first' });
    expect(post).toHaveBeenCalledOnce();
  });

  it('posts them itself where the browser takes no more', async () => {
    const { send, post } = world([answerOf(202)], () => false);
    expect((await send(batch, true)).settled).toEqual([one, two]);
    expect(post).toHaveBeenCalledExactlyOnceWith(JSON.stringify(batch), true);
  });
});
