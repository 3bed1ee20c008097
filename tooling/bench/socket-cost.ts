import process from 'node:process';
import { readFile } from 'node:fs/promises';
import { startStack } from '@blunari/stack/testing';
import { WebSocket } from 'ws';

/**
 * What an open, joined and quiet socket costs the embedded gateway: memory of the process, processor time of its
 * heartbeats. Linux only: read from /proc. `node socket-cost.ts [sockets]`.
 */
const count = Number(process.argv[2] ?? 500);
/** As the product beats on a page in view. */
const beatMs = 15_000;
const watchMs = 30_000;
const joinTimeoutMs = 10_000;
const joinPayload = { config: { broadcast: { self: false }, presence: { enabled: false }, private: true } };
let openedCount = 0;
const topic = 'realtime:widget:wk_luciabooking00000001';

// Each socket says that it calls from elsewhere, or more than the limit of one address could not be measured.
const stack = await startStack({ env: { TRUST_PROXY: '127.0.0.1,::1' } });
try {
  const address = new URL(`/realtime/v1/websocket?apikey=${stack.env.SUPABASE_ANON_KEY}&vsn=2.0.0`, stack.widgetUrl);
  address.protocol = 'ws:';
  const open = async (sockets: number): Promise<void> => {
    for (let opened = 0; opened < sockets; opened += 20) {
      await Promise.all(Array.from({ length: Math.min(20, sockets - opened) }, () => openJoined(address.href)));
    }
  };
  // What the first few cost is the gateway's own.
  await open(50);
  const before = await usageOf(stack.pid);
  await open(count);
  const after = await usageOf(stack.pid);
  await wait(watchMs);
  const later = await usageOf(stack.pid);
  const cpuShare = ((later.cpuMs - after.cpuMs) / watchMs) * 100;
  process.stdout.write(`${count} sockets: ${Math.round((after.rssKb - before.rssKb) / count)} kB each\n`);
  process.stdout.write(
    `${cpuShare.toFixed(2)} % of one processor for ${count + 50} sockets that beat every ${beatMs / 1000} s\n`,
  );
} finally {
  await stack.stop();
}

/** Resolves once the topic is joined; then it beats until the gateway ends. */
function openJoined(address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    openedCount += 1;
    const from = `10.0.${openedCount >> 8}.${openedCount & 255}`;
    const socket = new WebSocket(address, { headers: { 'x-forwarded-for': from } });
    const timer = setTimeout(() => reject(new Error('No answer to a join.')), joinTimeoutMs);
    socket.addEventListener('open', () => socket.send(JSON.stringify(['1', '1', topic, 'phx_join', joinPayload])));
    socket.on('message', (data: Buffer) => {
      if (!data.includes('"status":"ok"')) return;
      clearTimeout(timer);
      resolve();
    });
    socket.addEventListener('error', () => reject(new Error('A socket was refused.')));
    const beat = setInterval(() => socket.send(JSON.stringify([null, '2', 'phoenix', 'heartbeat', {}])), beatMs);
    beat.unref();
    socket.addEventListener('close', () => clearInterval(beat));
  });
}

async function usageOf(pid: number): Promise<{ rssKb: number; cpuMs: number }> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  // After the name in brackets, fields 14 and 15 of proc(5): user and system time in ticks of 10 ms.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return {
    rssKb: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]),
    cpuMs: (Number(fields[11]) + Number(fields[12])) * 10,
  };
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
