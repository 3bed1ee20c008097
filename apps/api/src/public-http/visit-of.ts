import type { Visit } from '@blunari/db';
import type { FastifyRequest } from 'fastify';
import { plainAddress } from '../http/client-address.ts';

/**
 * Where a request came from. The address is whole, for the database alone: it keeps as much of it as the restaurant chose,
 * the network unless told otherwise. Nothing here may log a visit.
 */
export function visitOf(
  request: FastifyRequest,
  page: { readonly pageUrl: string; readonly referrer?: string },
): Visit {
  return {
    ip: plainAddress(request.ip),
    userAgent: printable(request.headers['user-agent'] ?? '').slice(0, 400),
    referrer: page.referrer ?? '',
    pageUrl: page.pageUrl,
  };
}

/** `page`: the guest opened the widget's own address; `widget`: it is part of a restaurant's page. */
export function sourceOf(pageUrl: string, widgetUrl: string): 'widget' | 'page' {
  return URL.parse(pageUrl)?.origin === widgetUrl ? 'page' : 'widget';
}

/** Postgres takes no NUL in text; other control characters are no part of a browser's name either. */
function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, '');
}
