import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { goTo } from '../testing/go-to.ts';
import { Quotas, tenantId, type QuotaLimits } from './quotas.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const key = (name: string, isPrivate = true) => ({ name, isPrivate });
const wide = { channels: 1_000, messagesPerSecond: 1_000, bytesPerSecond: 1_000_000, deliveredBytesPerSecond: 1e9 };

const publicTopics = { deliveredBytesPerSecond: 1e9, siteBytesPerSecond: 1e9 };

function quotasWith(limits: Pick<QuotaLimits, 'topic' | 'tenant'> & Partial<QuotaLimits>): Quotas {
  return new Quotas({ publicTopics, deliveryBytes: 2_000, ...limits });
}

describe('quotas', () => {
  it('are full at the limit of the topic or of the tenant, and free again after a leave', () => {
    const quotas = quotasWith({ topic: { ...wide, channels: 2 }, tenant: { ...wide, channels: 3 } });
    const [staff, kitchen, other] = [key('tenant:1'), key('tenant:1:kitchen'), key('tenant:2')];
    quotas.join(staff);
    quotas.join(staff);
    expect([quotas.isFull(staff), quotas.isFull(kitchen), quotas.isFull(other)]).toEqual([true, false, false]);
    quotas.join(kitchen);
    expect([quotas.isFull(kitchen), quotas.isFull(key('tenant:1', false))]).toEqual([true, false]);
    quotas.leave(staff);
    expect([quotas.isFull(staff), quotas.isFull(kitchen)]).toEqual([false, false]);
  });

  it('count messages and bytes by the second, and only for those who are there', () => {
    const quotas = quotasWith({ topic: { ...wide, messagesPerSecond: 2, bytesPerSecond: 100 }, tenant: wide });
    const [chat, hall] = [key('chat', false), key('hall', false)];
    quotas.join(chat);
    quotas.join(hall);
    const take = (bytes: number, topic = chat) => quotas.takeMessage(topic, '203.0.113.7', bytes);
    expect([take(50), take(50), take(1), take(1, hall)]).toEqual([true, true, false, true]);
    goTo(1_000);
    expect([take(101), take(0)]).toEqual([false, false]);
    goTo(2_000);
    expect(take(1)).toBe(true);
    quotas.leave(chat);
    expect([take(500), take(500), take(500)]).toEqual([true, true, true]);
  });

  it('count a message once for each channel that it goes to', () => {
    const quotas = quotasWith({ topic: { ...wide, deliveredBytesPerSecond: 30_000 }, tenant: wide });
    const [hall, desk] = [key('hall', false), key('desk', false)];
    for (let n = 0; n < 5; n++) quotas.join(hall);
    quotas.join(desk);
    const take = (topic: typeof hall) => quotas.takeMessage(topic, '203.0.113.7', 1_000);
    expect([take(hall), take(hall), take(hall)]).toEqual([true, true, false]);
    expect([take(desk), take(desk), take(desk)]).toEqual([true, true, true]);
  });

  it('let strangers on public topics use a part of the process, wherever their messages come in', () => {
    const quotas = quotasWith({
      topic: wide,
      tenant: wide,
      publicTopics: { deliveredBytesPerSecond: 12_000, siteBytesPerSecond: 6_000 },
    });
    const [hall, desk, staff] = [key('hall', false), key('desk', false), key('tenant:1')];
    for (const topic of [hall, desk, staff]) quotas.join(topic);
    const take = (topic: typeof hall, network: string) => quotas.takeMessage(topic, network, 1_000);
    const isRelayed = (topic: typeof hall) => quotas.spendInPublic(topic, 'another process', 1_000) <= 1;
    const one = [take(hall, '203.0.113.7'), take(desk, '203.0.113.7'), take(hall, '203.0.113.7')];
    expect(one).toEqual([true, true, false]);
    expect([take(hall, '198.51.100.9'), isRelayed(hall)]).toEqual([true, true]);
    expect([take(hall, '192.0.2.1'), isRelayed(hall)]).toEqual([false, false]);
    expect([take(staff, '203.0.113.7'), isRelayed(staff)]).toEqual([true, true]);
  });

  it('count a site of many networks as one, and nothing against all that is not sent', () => {
    const ofSites = { deliveredBytesPerSecond: 2_500, siteBytesPerSecond: 2_100 };
    const quotas = quotasWith({ topic: wide, tenant: wide, publicTopics: ofSites });
    quotas.join(key('hall', false));
    const isIn = (network: string, bytes: number) => quotas.spendInPublic(key('hall', false), network, bytes) <= 1;
    expect([isIn('2001:db8:1:1', 60), isIn('2001:db8:1:2', 60)]).toEqual([true, false]);
    goTo(1_000);
    expect([isIn('203.0.113.7', 0), isIn('203.0.113.7', 60)]).toEqual([true, false]);
    goTo(2_000);
    expect([isIn('192.0.2.1', 60), isIn('198.51.100.9', 500)]).toEqual([true, false]);
  });

  it('of a tenant are used by all its topics together', () => {
    const quotas = quotasWith({ topic: wide, tenant: { ...wide, messagesPerSecond: 3 } });
    const topics = [key('tenant:1'), key('tenant:1:a'), key('tenant:1:b'), key('tenant:1:c')];
    for (const topic of topics) quotas.join(topic);
    expect(topics.map((topic) => quotas.takeMessage(topic, '203.0.113.7', 1))).toEqual([true, true, true, false]);
  });

  it('name a tenant by two words, and never mix public with private', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(tenantId(key(a))).not.toBe(tenantId(key(b, false)));
        expect(tenantId(key(`${a}:${b}:x`))).toBe(tenantId(key(`${a}:${b}:y:z`)));
      }),
    );
  });
});
