/**
 * The cookies of one server, in memory: what a load balancer or Exchange sets so that requests come to the same machine again
 * (`exchangecookie`, `X-BackEndCookie`, `X-BackEndOverrideCookie`, `BIGipServer...`, `NSC_...`). Must not know what they mean.
 *
 * The rule, simpler than a browser's (RFC 6265) because a jar belongs to one server: a cookie goes back to the host that set it and to
 * no other, whatever its Domain says; one whose Domain is another's is dropped. Path is honoured, without regard to case, as IIS has
 * it. Secure ones are taken and sent over https only. Max-Age, then Expires, ends them; without either they last as long as the jar.
 *
 * Requests with an affinity of their own keep what their answers set for themselves: one login may need several machines at a time. Of what all
 * share they send the rest.
 */

interface Cookie {
  readonly name: string;
  readonly value: string;
  /** In lower case. */
  readonly path: string;
  readonly secure: boolean;
  /** Milliseconds since 1970. */
  readonly ends: number;
}

/** As RFC 6265, section 6.1, has browsers keep at least: more than any load balancer sets. */
const MOST_COOKIES = 50;
const MOST_CHARACTERS = 4096;

const NAME = /^[\w!#$%&'*+.^`|~-]+$/;
/** Printable ASCII but the semicolon. Wider than the standard's: X-BackEndCookie has `=` and `~`, others have spaces and commas. */
const VALUE = /^[\x20-\x3a\x3c-\x7e]*$/;

export class CookieJar {
  readonly #host: string;
  /** By affinity ('' is what all share), then by name and path, oldest first. */
  readonly #cookies = new Map<string, Map<string, Cookie>>();

  constructor(server: URL) {
    this.#host = server.host;
  }

  /** Keeps the cookies of an answer; `fields` are its Set-Cookie fields. Those of other hosts, and what is no cookie, are dropped. */
  store(fields: readonly string[], url: URL, now = Date.now(), affinity = ''): void {
    if (url.host !== this.#host || fields.length === 0) return;
    const cookies = this.#cookies.get(affinity) ?? new Map<string, Cookie>();
    this.#cookies.set(affinity, cookies);
    for (const field of fields) {
      const cookie = parse(field, url, now);
      if (!cookie) continue;
      const key = `${cookie.name};${cookie.path}`;
      cookies.delete(key);
      if (cookie.ends > now) cookies.set(key, cookie);
      const [oldest] = cookies.keys();
      if (cookies.size > MOST_COOKIES && oldest !== undefined) cookies.delete(oldest);
    }
  }

  /** The Cookie field for a request; undefined when there is none to send. */
  header(url: URL, now = Date.now(), affinity = ''): string | undefined {
    if (url.host !== this.#host || this.#cookies.size === 0) return undefined;
    const [shared = [], own = []] = ['', affinity].map((name) => this.#cookies.get(name));
    const fitting = [...new Map([...shared, ...own]).values()].filter(
      ({ path, secure, ends }) => ends > now && (!secure || url.protocol === 'https:') && covers(path, url.pathname),
    );
    return fitting.length === 0 ? undefined : fitting.map(({ name, value }) => `${name}=${value}`).join('; ');
  }
}

function parse(field: string, url: URL, now: number): Cookie | undefined {
  const [pair = '', ...rest] = field.split(';');
  const [name, value] = halves(pair);
  if (!pair.includes('=') || !NAME.test(name) || !VALUE.test(value) || pair.length > MOST_CHARACTERS) return undefined;
  const attributes = new Map(rest.map(halves).map(([key, text]) => [key.toLowerCase(), text] as const));
  const secure = attributes.has('secure');
  if ((secure && url.protocol !== 'https:') || !isOwn(attributes.get('domain'), url.hostname)) return undefined;
  const path = attributes.get('path')?.toLowerCase();
  return {
    name,
    value,
    path: path?.startsWith('/') ? path : url.pathname.toLowerCase().replace(/\/[^/]*$/, '') || '/',
    secure,
    ends: endOf(attributes, now),
  };
}

function halves(text: string): [string, string] {
  const at = text.indexOf('=');
  return at < 0 ? [text.trim(), ''] : [text.slice(0, at).trim(), text.slice(at + 1).trim()];
}

function isOwn(domain: string | undefined, host: string): boolean {
  const wanted = domain?.toLowerCase().replace(/^\./, '');
  return !wanted || host === wanted || host.endsWith(`.${wanted}`);
}

function endOf(attributes: ReadonlyMap<string, string>, now: number): number {
  const seconds = attributes.get('max-age') ?? '';
  if (/^-?\d+$/.test(seconds)) return now + Number(seconds) * 1000;
  const date = Date.parse(attributes.get('expires') ?? '');
  return Number.isNaN(date) ? Number.POSITIVE_INFINITY : date;
}

/** `/ews` covers `/ews` and `/EWS/Exchange.asmx`, and not `/ewsold`. */
function covers(path: string, of: string): boolean {
  const place = of.toLowerCase();
  return place === path || place.startsWith(path.endsWith('/') ? path : `${path}/`);
}
