import { assertNever } from '@blunari/schema/result';
import type { Mail } from '../../../mail/mailer.ts';
import { mailHtml, mailText, type MailWords } from './mail-layout.ts';

/** Why somebody gets a mail, with what it must tell. */
export type AuthMailReason =
  | { readonly kind: 'signup' | 'recovery' | 'invite' | 'account_exists'; readonly link: string }
  | { readonly kind: 'email_change_new' | 'email_change_current'; readonly link: string; readonly newEmail: string }
  | { readonly kind: 'reauthentication'; readonly code: string };

/** The mail to `to`, in both of its bodies. */
export function authMail(to: string, reason: AuthMailReason): Mail {
  const { subject, ...words } = wordsOf(to, reason);
  return { to, subject, text: mailText(words), html: mailHtml(words) };
}

interface AuthMailWords extends MailWords {
  readonly subject: string;
}

const ONE_HOUR = 'The link works once, within an hour.';
const ONE_DAY = 'The link works once, within a day.';
const IGNORE = 'If this was not you, ignore this mail: nothing has changed.';

function wordsOf(to: string, reason: AuthMailReason): AuthMailWords {
  switch (reason.kind) {
    case 'signup':
      return confirmationWords(to, reason.link);
    case 'recovery':
      return recoveryWords(to, reason.link);
    case 'invite':
      return invitationWords(to, reason.link);
    case 'account_exists':
      return accountExistsWords(to, reason.link);
    case 'email_change_new':
    case 'email_change_current':
      return emailChangeWords(reason.newEmail, reason.link);
    case 'reauthentication':
      return codeWords(reason.code);
    default:
      return assertNever(reason);
  }
}

function confirmationWords(to: string, url: string): AuthMailWords {
  return {
    subject: 'Confirm your e-mail address',
    heading: 'Confirm your address',
    paragraphs: [`An account with the address ${to} was made at Blunari. Please confirm that you read its mails.`],
    button: { label: 'Confirm address', url },
    smallPrint: `${ONE_DAY} If this was not you, ignore this mail: nobody can use the account.`,
  };
}

function recoveryWords(to: string, url: string): AuthMailWords {
  return {
    subject: 'Choose a new password',
    heading: 'Choose a new password',
    paragraphs: [`Somebody asked for a new password for ${to}. The link signs you in, so that you can choose one.`],
    button: { label: 'Choose a password', url },
    smallPrint: `${ONE_HOUR} ${IGNORE}`,
  };
}

function invitationWords(to: string, url: string): AuthMailWords {
  return {
    subject: 'You are invited to Blunari',
    heading: 'You are invited',
    paragraphs: [`You are invited to work on booking and catering widgets with the address ${to}.`],
    button: { label: 'Accept the invitation', url },
    smallPrint: `${ONE_DAY} If you expected no invitation, ignore this mail.`,
  };
}

function accountExistsWords(to: string, url: string): AuthMailWords {
  return {
    subject: 'You have an account already',
    heading: 'You have an account already',
    paragraphs: [
      `Somebody tried to make an account with ${to}, which has one. Sign in, or ask for a new password there.`,
    ],
    button: { label: 'Go to sign-in', url },
    smallPrint: IGNORE,
  };
}

function emailChangeWords(newEmail: string, url: string): AuthMailWords {
  return {
    subject: 'Confirm the change of your e-mail address',
    heading: 'Confirm the change of address',
    paragraphs: [
      `The address of your account is to become ${newEmail}.`,
      'The change takes effect once it was confirmed from the old address and from the new one.',
    ],
    button: { label: 'Confirm the change', url },
    smallPrint: `${ONE_HOUR} ${IGNORE}`,
  };
}

function codeWords(code: string): AuthMailWords {
  return {
    subject: 'Your code for Blunari',
    heading: 'Is it you?',
    paragraphs: ['Type this code where you are changing your password.'],
    code,
    smallPrint: 'The code works once, within an hour. If you are changing nothing, somebody else is signed in as you.',
  };
}
