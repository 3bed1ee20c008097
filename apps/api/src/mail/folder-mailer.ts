import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyBaseLogger } from 'fastify';
import { createTransport } from 'nodemailer';
import type { Mailer } from './mailer.ts';

export interface FolderMailerOptions {
  /** Made when the first mail is written; only this user may look into it, for mails hold links that sign people in. */
  readonly folderPath: string;
  readonly from: string;
  readonly log: Pick<FastifyBaseLogger, 'warn'>;
  readonly now: () => Date;
}

/** Links in mails work for a day at most; a week is for whoever wants to know what was sent. */
const KEEP_MS = 7 * 24 * 3_600_000;

/**
 * For an installation without SMTP: writes each mail to a file that any mail program opens, and one line to the log that says
 * where. The line names neither the person nor what the mail says.
 */
export function createFolderMailer({ folderPath, from, log, now }: FolderMailerOptions): Mailer {
  const transport = createTransport({
    streamTransport: true,
    buffer: true,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    send: async (mail) => {
      const { message } = await transport.sendMail({ ...mail, from });
      if (!Buffer.isBuffer(message)) throw new Error('A mail was expected as one buffer.');
      await mkdir(folderPath, { recursive: true, mode: 0o700 });
      await removeOldMails(folderPath, now());
      const time = now().toISOString().replaceAll(/[:.]/g, '-');
      const path = join(folderPath, `${time}-${randomBytes(3).toString('hex')}.eml`);
      await writeFile(path, message, { mode: 0o600, flag: 'wx' });
      log.warn({ file: path }, 'SMTP_URL is not set: a mail was written to this file instead of being sent');
    },
    close: () => transport.close(),
  };
}

async function removeOldMails(folderPath: string, now: Date): Promise<void> {
  for (const name of await readdir(folderPath)) {
    if (!name.endsWith('.eml')) continue;
    const path = join(folderPath, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
    if (now.getTime() - mtimeMs > KEEP_MS) await rm(path, { force: true });
  }
}
