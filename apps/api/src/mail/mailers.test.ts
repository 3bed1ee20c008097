import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFolderMailer } from './folder-mailer.ts';
import { createSmtpMailer } from './smtp-mailer.ts';

const from = 'Blunari <no-reply@app.example>';
const mail = {
  to: 'ada@example.com',
  subject: 'Choose a new password\r\nBcc: everybody@example.com',
  text: 'https://app.example/verify?token=secret',
  html: '<a href="https://app.example/verify?token=secret">Choose</a>',
};

describe('without SMTP', () => {
  let folderPath: string;
  beforeEach(async () => {
    folderPath = join(await mkdtemp(join(tmpdir(), 'mail-')), 'mail');
  });
  afterEach(() => rm(join(folderPath, '..'), { recursive: true, force: true }));

  const start = (lines: unknown[]) =>
    createFolderMailer({
      folderPath,
      from,
      now: () => new Date(),
      log: { warn: (...line: unknown[]) => lines.push(line) },
    });

  it('writes a mail that only this user reads, and tells the log where and nothing else', async () => {
    const lines: unknown[] = [];
    await start(lines).send(mail);
    const [name = ''] = await readdir(folderPath);
    const path = join(folderPath, name);
    const written = await readFile(path, 'utf8');
    expect(written).toContain('To: ada@example.com');
    expect(written).toContain('https://app.example/verify?token=secret');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(folderPath)).mode & 0o777).toBe(0o700);
    expect(lines).toHaveLength(1);
    expect(JSON.stringify(lines)).toContain(name);
    expect(JSON.stringify(lines)).not.toMatch(/secret|ada/);
  });

  it('takes no header from what strangers wrote', async () => {
    await start([]).send(mail);
    const [name = ''] = await readdir(folderPath);
    expect(await readFile(join(folderPath, name), 'utf8')).not.toMatch(/^bcc:/im);
  });

  it('forgets mails after a week', async () => {
    const mailer = start([]);
    await mailer.send(mail);
    const [old = ''] = await readdir(folderPath);
    const eightDaysAgo = new Date(Date.now() - 8 * 24 * 3_600_000);
    await utimes(join(folderPath, old), eightDaysAgo, eightDaysAgo);
    await writeFile(join(folderPath, 'note.txt'), 'not a mail');
    await utimes(join(folderPath, 'note.txt'), eightDaysAgo, eightDaysAgo);
    await mailer.send(mail);
    const left = await readdir(folderPath);
    expect(left).toHaveLength(2);
    expect(left).not.toContain(old);
  });
});

describe('with SMTP', () => {
  const received: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        received.push(Buffer.concat(chunks).toString());
        done();
      });
    },
  });
  const listening = new Promise<number>((resolve) => {
    const listener = server.listen(0, '127.0.0.1', () => {
      const address = listener.address();
      resolve(address !== null && typeof address === 'object' ? address.port : 0);
    });
  });

  it('hands the mail to the server, and rejects when there is none', async () => {
    const port = await listening;
    const mailer = createSmtpMailer(`smtp://127.0.0.1:${port}`, from);
    await mailer.send(mail);
    expect(received).toHaveLength(1);
    expect(received[0]).toContain('From: Blunari <no-reply@app.example>');
    expect(received[0]).toContain('multipart/alternative');
    mailer.close();
    await new Promise<void>((resolve) => server.close(() => resolve()));
    const nobody = createSmtpMailer(`smtp://127.0.0.1:${port}`, from);
    await expect(nobody.send(mail)).rejects.toThrow();
    nobody.close();
  });
});
