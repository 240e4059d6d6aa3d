/** Answers that are no SOAP response, as errors: HTTP statuses, web pages, halves. */
import { AuthenticationError, EwsError, shownInLine, TransportError, type XmlError } from '../errors.js';
import type { HttpResponse } from '../http/transport.js';
import { retryAfterMs } from './back-off.js';

export interface AnswerDetails {
  readonly requestId: string | undefined;
  readonly server: string;
}

/** What a support ticket needs: the server's id of the request, and which server it was. */
export function detailsOf({ headers }: HttpResponse, endpoint: URL): AnswerDetails {
  return {
    requestId: headers['request-id'] ?? headers['requestid'],
    server: headers['x-feserver'] ?? endpoint.host,
  };
}

/** The encoding that an answer says it has. */
export function charsetOf({ headers }: HttpResponse): string | undefined {
  return /;\s*charset\s*=\s*["']?([\w.:-]+)/i.exec(headers['content-type'] ?? '')?.[1];
}

/** SOAP, but not the response that belongs to the request. */
export function wrongAnswer(operation: string, got: string, expected: string, details: AnswerDetails): TransportError {
  return new TransportError(
    'ERR_NOT_EWS',
    `${operation}: the server answered with ${got || 'an empty body'} instead of ${expected}.`,
    { ...details, remedy: 'Check that the endpoint is an EWS one; a proxy may have mixed up two answers.' },
  );
}

/** A good status, and something else than SOAP. */
function notSoap(operation: string, answer: HttpResponse, endpoint: URL, cause: XmlError): TransportError {
  const details = { ...detailsOf(answer, endpoint), cause };
  if (cause.code === 'ERR_XML_TRUNCATED' && answer.body.byteLength > 0) {
    return new TransportError('ERR_TRUNCATED', `${operation}: the answer of ${endpoint.host} ends in the middle.`, {
      ...details,
      remedy: 'Try again; if it stays, look at the size limits of the server and of the proxy before it.',
    });
  }
  const type = answer.headers['content-type'] ?? 'no content type';
  const packed = answer.headers['content-encoding'];
  const what =
    answer.body.byteLength === 0
      ? 'nothing (an empty body)'
      : isHtml(answer)
        ? 'a web page (HTML)'
        : packed !== undefined && !/^(x-)?gzip$|^identity$/i.test(packed)
          ? `what is packed as '${packed.slice(0, 40)}', where gzip was asked for,`
          : `something else (${type.slice(0, 100)})`;
  const place = endpoint.origin + endpoint.pathname;
  return new TransportError('ERR_NOT_EWS', `${operation}: ${place} answered with ${what} instead of SOAP.`, {
    ...details,
    remedy: 'Check that the endpoint is the URL of Exchange.asmx and that no proxy or login page stands before it.',
  });
}

/** The error for an answer that is no SOAP, or not what may be read. */
export function unreadable(operation: string, answer: HttpResponse, endpoint: URL, cause: XmlError): EwsError {
  if (answer.status >= 300) return statusError(operation, answer, cause);
  if ((cause.code === 'ERR_XML_LIMIT' || cause.code === 'ERR_XML_DTD') && !isHtml(answer)) return cause;
  return notSoap(operation, answer, endpoint, cause);
}

/** A web page: of a login form, a proxy, a wrong path. */
export function isHtml(answer: HttpResponse): boolean {
  return /html/i.test(answer.headers['content-type'] ?? '') || /^\s*<(!doctype\s+)?html/i.test(beginning(answer, 200));
}

/** An HTTP status that no SOAP answer explains. */
export function statusError(operation: string, answer: HttpResponse, cause?: unknown): EwsError {
  const { status, url, headers } = answer;
  const text = beginning(answer, 20_000);
  const details = { ...detailsOf(answer, url), cause };
  if (status === 500 && /specified server version is invalid|ErrorInvalidSchemaVersionForMailboxVersion/i.test(text)) {
    const code = 'ErrorInvalidSchemaVersionForMailboxVersion';
    return new EwsError(code, `${operation}: the mailbox is on an older server. [${code}]`, details);
  }
  if (/referenced account is currently locked out/i.test(text)) {
    return new AuthenticationError('ERR_CREDENTIALS', `${operation}: the account is locked out (${status}).`, {
      ...details,
      remedy: 'Wait, or have an administrator unlock it.',
    });
  }
  if (status === 403 && EXCHANGE_ONLINE.test(url.hostname))
    return new TransportError(
      'ERR_EWS_DISABLED',
      `${operation}: Exchange Online lets nobody in here by EWS (403)${explanation(answer, text)}.`,
      { ...details, status, server: url.host, remedy: DISABLED },
    );
  return new TransportError(
    'ERR_HTTP_STATUS',
    `${operation}: ${url.host} answered with HTTP status ${status}${explanation(answer, text)}.`,
    {
      ...details,
      status,
      server: url.host,
      retryAfterMs: retryAfterMs(headers['retry-after']),
      remedy: remedyOf(status),
    },
  );
}

/** Microsoft's clouds: the world's, the governments', China's. */
const EXCHANGE_ONLINE = /(^|\.)(outlook\.office(365)?\.(com|us)|outlook\.office365\.us|partner\.outlook\.cn)$/i;

/**
 * Both the organization's EWSEnabled and the mailbox's have to allow it, and the application has to be among EwsAllowedAppIds; since October
 * 2026 Microsoft ends EWS there for whoever has not said so.
 * https://techcommunity.microsoft.com/blog/exchange/the-way-to-control-ews-usage-in-exchange-online-is-changing/4328605
 */
const DISABLED =
  'Have an administrator look at EWSEnabled (Get-OrganizationConfig, Get-CASMailbox) and at the applications that are allowed; Microsoft is ending EWS in Exchange Online, and Microsoft Graph takes its place there.';

function explanation({ status, headers }: HttpResponse, text: string): string {
  const cas = headers['x-caserrorcode'];
  if (cas) return `: the front end says ${shownInLine(cas.slice(0, 200))}`;
  const location = headers['location'];
  // Without its query, which can carry a token.
  if (status >= 300 && status < 400 && location)
    return ` and points to ${shownInLine(location.slice(0, 300)).replace(/[?#].*$/, '')}${/genericerrorpage/i.test(location) ? ' (genericerrorpage)' : ''}`;
  if (/Server Error in '\/EWS' Application/i.test(text)) return ": its application '/EWS' failed";
  return '';
}

function remedyOf(status: number): string {
  if (status >= 300 && status < 400)
    return 'Redirections are not followed; find the endpoint again by autodiscover, or give the right one.';
  if (status === 404) return 'Check the path of the endpoint; it is usually /EWS/Exchange.asmx.';
  if (status === 403)
    return 'The server or a firewall before it does not let this client in; ask for EWS to be allowed for the account and the user agent.';
  if (status === 413) return 'Send less at once, or have the size limits of the server raised.';
  if (status === 429 || status === 503) return 'The server is overloaded or down; try again later.';
  if (status === 502 || status === 504) return 'A proxy or load balancer got no answer of the server; try again later.';
  if (status >= 500) return 'Try again later; if it stays, look at the event log of the server.';
  return 'Check the endpoint, and what stands between here and the server.';
}

function beginning({ body }: HttpResponse, length: number): string {
  return Buffer.from(body.buffer, body.byteOffset, Math.min(length, body.byteLength)).toString();
}
