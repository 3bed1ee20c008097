import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { createSupabaseTransport } from '@blunari/realtime/supabase';
import { PhoenixServer } from '@blunari/realtime/testing/phoenix-server';
import { describeTransportContract } from '@blunari/realtime/testing/transport-contract';
import { build } from 'vite';
import { leanClient } from '../build/lean-client.ts';

const folder = join(import.meta.dirname, '../node_modules/.cache/lean-client');

/** The transport with the client that widgets carry. */
async function buildTransport(): Promise<typeof createSupabaseTransport> {
  await build({
    root: join(import.meta.dirname, '..'),
    configFile: false,
    logLevel: 'error',
    plugins: [leanClient()],
    build: {
      outDir: folder,
      target: 'es2022',
      lib: {
        entry: fileURLToPath(import.meta.resolve('@blunari/realtime/supabase')),
        formats: ['es'],
        fileName: 'transport',
      },
    },
  });
  const built: { createSupabaseTransport: typeof createSupabaseTransport } = await import(
    pathToFileURL(join(folder, 'transport.js')).href
  );
  return built.createSupabaseTransport;
}

const create = await buildTransport();

describeTransportContract('supabase, with the client that widgets carry', async () => {
  const server = new PhoenixServer();
  server.judgeJoin = (topic) =>
    topic === 'tenant:other' ? 'Unauthorized: You do not have permissions to read from this Channel topic' : null;
  return {
    transport: create({ url: await server.listen(), apiKey: 'anon' }),
    allowedTopic: 'tenant:own',
    forbiddenTopic: 'tenant:other',
    broadcast: (topic, event, payload) => server.broadcast(topic, event, payload),
    dropConnections: () => server.dropConnections(),
    dispose: () => server.close(),
  };
});
