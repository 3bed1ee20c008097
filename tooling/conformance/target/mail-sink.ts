import { once } from 'node:events';
import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { callbackify } from 'node:util';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';

/** A mail server that delivers into a folder: one file a recipient, named by the address, with all mails in it. */
export interface MailSink {
  /** `smtp://`, without a password and without encryption. */
  readonly url: string;
  readonly folder: string;
  readonly close: () => Promise<void>;
}

export async function startMailSink(): Promise<MailSink> {
  const folder = await mkdtemp(join(tmpdir(), 'conformance-mails-'));
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: callbackify(async (stream: Readable, { envelope }: SMTPServerSession) => {
      const mail = await text(stream);
      await Promise.all(envelope.rcptTo.map(({ address }) => appendFile(join(folder, address.toLowerCase()), mail)));
    }),
  });
  const listener = server.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  if (address === null || typeof address === 'string') throw new Error('The mail server has no port.');
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    folder,
    close: async () => {
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await rm(folder, { recursive: true, force: true });
    },
  };
}
