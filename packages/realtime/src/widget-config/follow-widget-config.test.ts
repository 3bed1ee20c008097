import { describe, expect, it } from 'vitest';
import { setUpTopic } from '../testing/follow-topic.ts';
import { followWidgetConfig } from './follow-widget-config.ts';

const publicKey = 'wk_bookingbookingbooki';
const topic = `widget:${publicKey}`;

/** A widget that can show no message, so that it has to ask, and is answered when the test says. */
async function follow(isFailing: () => boolean = () => false) {
  const line = setUpTopic();
  const shown: unknown[] = [];
  const questions: PromiseWithResolvers<number>[] = [];
  let stored = 1;
  const end = followWidgetConfig<number>(line.realtime, publicKey, {
    fetchConfig: () => {
      if (isFailing()) return Promise.reject(new Error('502'));
      const question = Promise.withResolvers<number>();
      questions.push(question);
      return question.promise;
    },
    applyAnswer: (version) => shown.push(version),
    applyChange: () => false,
    onStatus: (status) => shown.push(status),
  });
  await line.environment.advance(100);
  questions[0]?.resolve(stored);
  await line.environment.advance(0);
  shown.length = 0;
  return {
    ...line,
    shown,
    questions,
    end,
    change: async () => {
      stored += 1;
      line.server.broadcast(topic, 'config.changed', { id: 'widget', version: stored });
      await line.environment.advance(100);
    },
  };
}

describe('followWidgetConfig', () => {
  it('misses no change that a message cannot tell and the server, asked once, does not either', async () => {
    let isFailing = false;
    const { environment, questions, shown, change } = await follow(() => isFailing);
    isFailing = true;
    await change();
    expect(shown).toEqual(['catching-up']);
    isFailing = false;
    await environment.advance(1_000);
    questions.at(-1)?.resolve(2);
    await environment.advance(0);
    expect(shown).toEqual(['catching-up', 2, 'live']);
  });

  it('shows no answer that comes after the end', async () => {
    const { environment, questions, shown, change, end } = await follow();
    await change();
    end();
    questions.at(-1)?.resolve(2);
    await environment.advance(1_000);
    expect([questions.length, shown]).toEqual([2, []]);
  });

  it('asks nothing for other events', async () => {
    const { environment, server, questions } = await follow();
    server.broadcast(topic, 'insights.tick', { id: 'widget', version: 3 });
    await environment.advance(1_000);
    expect(questions).toHaveLength(1);
  });
});
