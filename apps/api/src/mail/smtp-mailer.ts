import { createTransport } from 'nodemailer';
import type { Mailer } from './mailer.ts';

/** Long enough for a slow server that checks the sender first, short enough that a dead one is noticed. */
const TIMEOUT_MS = 15_000;

/**
 * Sends through an SMTP server.
 * @param url `smtp://user:password@host:587` (STARTTLS where the server offers it) or `smtps://user:password@host:465`
 * @param from the sender, such as `Blunari <no-reply@example.com>`
 */
export function createSmtpMailer(url: string, from: string): Mailer {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: 2,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    // What is written into a mail comes from strangers; none of it may make this process read a file or fetch a page.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    send: async (mail) => {
      await transport.sendMail({ ...mail, from });
    },
    close: () => transport.close(),
  };
}
