/**
 * Finds the EWS endpoint of an address. Credentials go over https only, and only to hosts that TLS vouches for or the user allows;
 * every step is noted, so that a failure says what was tried.
 */
import { createTransport, type TransportOptions } from '../auth/create-transport.js';
import { maskText } from '../client/masking.js';
import { AuthenticationError, AutodiscoverError, EwsError, TransportError } from '../errors.js';
import { isLoopback } from '../http/loopback.js';
import type { HttpResponse, Transport } from '../http/transport.js';
import type { DiscoveredSettings, DiscoveryAnswer } from './answer.js';
import { type AutodiscoverCache, memoryCache } from './cache.js';
import {
  type Candidate,
  candidatesFor,
  endpointsOf,
  isServicePath,
  isTrusted,
  type ResolveSrv,
  resolveSrv,
  urlsOfSrv,
} from './candidates.js';
import { type Dialogue, dialogueOf } from './dialogue.js';
import { oneAtATime } from './single-flight.js';

export interface AutodiscoverOptions
  extends Pick<
    TransportOptions,
    'credentials' | 'tls' | 'proxy' | 'agent' | 'timeoutMs' | 'userAgent' | 'allowInsecure'
  > {
  email: string;
  /** Endpoint(s) to ask instead of searching: autodiscover.svc, .xml or .json. */
  url?: string | URL | readonly (string | URL)[] | undefined;
  /**
   * Asked before credentials go to a host of another domain. Without it, one that an https answer names is believed, and one that
   * plain http or DNS named is not. With it, its word decides on both.
   */
  allowRedirect?: ((url: URL) => boolean) | undefined;
  resolveSrv?: ResolveSrv | undefined;
  /** Remembers which service answered for a domain. Default: in memory, for the process. `fileCache()` keeps it; false: none. */
  cache?: AutodiscoverCache | false | undefined;
  /** Called with each line of `steps` when it is known. */
  onStep?: ((step: string) => void) | undefined;
  signal?: AbortSignal | undefined;
}

export interface AutodiscoverResult extends Omit<DiscoveredSettings, 'kind'> {
  /** The service that knew. */
  readonly source: string;
  /** What was tried, one line each. */
  readonly steps: readonly string[];
}

const MAX_REDIRECTS = 10;
const TIMEOUT_MS = 10_000;
const MAX_BYTES = 4 * 1024 * 1024;
const processCache = memoryCache();

/** Finds the EWS URL for an address. Throws AutodiscoverError with its `steps`; `cause` is a refused login, if there was one. */
export async function discover(
  options: AutodiscoverOptions,
  candidates = candidatesOf(options),
  connect: (options: TransportOptions) => Transport = createTransport,
): Promise<AutodiscoverResult> {
  return new Search(options, connect).run(candidates);
}

function candidatesOf({ url, email }: AutodiscoverOptions): Candidate[] | undefined {
  if (url === undefined) return undefined;
  const urls = Array.isArray(url) ? (url as readonly (string | URL)[]) : [url as string | URL];
  if (urls.length === 0) throw new AutodiscoverError(`There is no URL to ask for ${email}.`);
  return urls.map((each) => ({ kind: 'endpoint', url: new URL(each) }));
}

type Outcome = DiscoveredSettings | { kind: 'redirectAddr'; address: string } | undefined;

class Search {
  readonly #options: AutodiscoverOptions;
  readonly #connect: (options: TransportOptions) => Transport;
  readonly #cache: AutodiscoverCache | undefined;
  readonly #steps: string[] = [];
  #email: string;
  #redirects = 0;
  #refusal: unknown;
  /** What became of the last request, where it had no answer. */
  #trouble: 'none' | 'refused' | 'unreachable' = 'none';
  #source = '';
  /** The service was reached by the user's special permission, which the next user need not give. */
  #bySpecialLeave = false;

  constructor(options: AutodiscoverOptions, connect: (options: TransportOptions) => Transport) {
    this.#options = options;
    this.#connect = connect;
    this.#cache = options.cache === false ? undefined : (options.cache ?? processCache);
    this.#email = options.email;
  }

  async run(fixed: readonly Candidate[] | undefined): Promise<AutodiscoverResult> {
    const seen = new Set<string>();
    for (;;) {
      if (seen.has(this.#email.toLowerCase())) throw this.#failure('The servers redirect in a circle.');
      seen.add(this.#email.toLowerCase());
      const outcome = seen.size === 1 && fixed ? await this.#ladder(fixed) : await this.#search();
      if (!outcome) throw this.#failure('Nobody knows where its mailbox is.');
      if (outcome.kind === 'settings') {
        const { kind: _, ...settings } = outcome;
        return { ...settings, source: this.#source, steps: this.#steps };
      }
      this.#count();
      this.#email = outcome.address;
    }
  }

  #domain(): string {
    const domain = /^[^@\s]+@([^@\s/:?#]+)$/.exec(this.#email)?.[1];
    if (!domain) throw this.#failure(`"${this.#email}" is not an email address.`);
    return domain.toLowerCase();
  }

  /** The service that knew last time, then all places where one can be. */
  #search(): Promise<Outcome> {
    const { signal, email } = this.#options;
    const domain = this.#domain();
    const onAbort = () =>
      new TransportError('ERR_ABORTED', `The search for the endpoint of ${email} was aborted.`, {
        cause: signal?.reason,
      });
    return oneAtATime(this.#cache, domain, () => this.#searchNow(domain), signal, onAbort);
  }

  async #searchNow(domain: string): Promise<Outcome> {
    const known = await this.#cache?.get(domain);
    if (known !== undefined && isSafe(new URL(known))) {
      this.#note(`cache for ${domain}`, `names ${known}`);
      const outcome = await this.#ask(new URL(known));
      if (outcome) return outcome;
      await this.#cache?.delete(domain);
      this.#note(`cache for ${domain}`, 'forgotten');
      // The same wrong password again, at the same server, would only bring the account nearer to being locked.
      if (this.#trouble === 'refused') return undefined;
    }
    const outcome = await this.#ladder(candidatesFor(domain));
    if (outcome && isSafe(new URL(this.#source)) && !this.#bySpecialLeave) await this.#cache?.set(domain, this.#source);
    return outcome;
  }

  async #ladder(candidates: readonly Candidate[]): Promise<Outcome> {
    for (const candidate of candidates) {
      const outcome = await this.#climb(candidate);
      if (outcome) return outcome;
    }
    return undefined;
  }

  async #climb(candidate: Candidate): Promise<Outcome> {
    if (candidate.kind === 'endpoint') return this.#ask(candidate.url);
    if (candidate.kind === 'host') return this.#askHost(candidate.url);
    const urls = candidate.kind === 'srv' ? await this.#srv(candidate.name) : await this.#redirection(candidate.url);
    for (const url of urls) {
      if (!this.#allowed(url, false)) continue;
      const outcome = await (isServicePath(url) ? this.#askHost(url) : this.#ask(url));
      if (outcome) return outcome;
    }
    return undefined;
  }

  /** Every dialogue of a host, until it is clear that no other will do better. */
  async #askHost(host: URL): Promise<Outcome> {
    let refused = false;
    for (const url of endpointsOf(host)) {
      // A refused login is not tried a second time; the JSON dialogue needs none.
      if (refused && dialogueOf(url).authenticated) continue;
      const outcome = await this.#ask(url);
      if (outcome) return outcome;
      if (this.#trouble === 'unreachable') return undefined;
      refused ||= this.#trouble === 'refused';
    }
    if (refused) this.#trouble = 'refused';
    return undefined;
  }

  /** Asks an endpoint, and follows where it sends us. */
  async #ask(first: URL): Promise<Outcome> {
    const seen = new Set<string>();
    for (let url: URL | undefined = first; url; ) {
      const key = url.href.toLowerCase();
      if (seen.has(key)) return this.#note(`POST ${url}`, 'redirects in a circle');
      seen.add(key);
      const answer = await this.#post(url);
      if (!answer) return undefined;
      if ('kind' in answer) {
        this.#source = url.href;
        return answer;
      }
      this.#count();
      url = answer;
    }
    return undefined;
  }

  async #post(url: URL): Promise<Outcome | URL> {
    const dialogue = dialogueOf(url);
    const step = `${dialogue.method} ${url}${dialogue.authenticated ? '' : ' without credentials'}`;
    const answer = await this.#send(step, url, dialogue);
    if (!answer) return undefined;
    const location = redirectOf(answer);
    if (location !== undefined) return this.#next(step, url, location);
    // SOAP faults come with 500.
    if (answer.status !== 200 && !(answer.status === 500 && dialogue.name === 'SOAP'))
      return this.#note(step, `HTTP ${answer.status}`);
    try {
      return this.#understand(step, url, dialogue.parse(answer.body));
    } catch (error) {
      if (error instanceof AutodiscoverError) throw error;
      return this.#note(step, error instanceof EwsError ? 'the answer is not XML' : String(error));
    }
  }

  #understand(step: string, url: URL, answer: DiscoveryAnswer): Outcome | URL {
    if (answer.kind === 'failure') {
      if (answer.code === 'InvalidUser')
        this.#refusal ??= new EwsError('ErrorNonExistentMailbox', `${url.host} knows no mailbox ${this.#email}.`);
      return this.#note(step, answer.message);
    }
    if (answer.kind === 'redirectUrl') return this.#next(step, url, answer.url);
    if (answer.kind === 'settings') {
      const { allowInsecure = false } = this.#options;
      if (!URL.canParse(answer.ewsUrl)) return this.#note(step, 'the EWS URL is no URL');
      if (!isSafe(new URL(answer.ewsUrl)) && !allowInsecure)
        return this.#note(step, `names ${answer.ewsUrl}, which is not https: not used`);
      this.#note(step, `found ${answer.ewsUrl}`);
    } else this.#note(step, `redirected to the address ${answer.address}`);
    return answer;
  }

  /** A redirection by https: TLS vouches for who said so. */
  #next(step: string, from: URL, location: string): URL | undefined {
    const url = URL.canParse(location, from.href) ? new URL(location, from.href) : undefined;
    if (!url || (url.protocol !== 'https:' && !(url.protocol === 'http:' && from.protocol === 'http:'))) {
      return this.#note(step, `redirected to ${location}, which is not https: not followed`);
    }
    if (url.username || url.password) return this.#note(step, 'redirected to a URL with a user name: not followed');
    this.#note(step, `redirected to ${url}`);
    return this.#allowed(url, true) ? url : undefined;
  }

  async #redirection(url: URL): Promise<URL[]> {
    const step = `GET ${url} without credentials`;
    const answer = await this.#send(step, url);
    const location = answer && redirectOf(answer);
    if (answer && location === undefined) this.#note(step, `HTTP ${answer.status}, no redirection`);
    const target = location !== undefined && URL.canParse(location, url.href) ? new URL(location, url.href) : undefined;
    if (location === undefined) return [];
    if (target?.protocol !== 'https:' || target.username || target.password) {
      this.#note(step, `redirected to ${location}, which is not https: not followed`);
      return [];
    }
    this.#note(step, `redirected to ${target}`);
    this.#count();
    return [target];
  }

  async #srv(name: string): Promise<URL[]> {
    const step = `DNS SRV ${name}`;
    try {
      const urls = urlsOfSrv(await (this.#options.resolveSrv ?? resolveSrv)(name));
      this.#note(step, urls.length > 0 ? `names ${urls.map(({ host }) => host).join(', ')}` : 'names no host');
      return urls;
    } catch (error) {
      this.#note(step, `no answer (${(error as { code?: string }).code ?? 'failed'})`);
      return [];
    }
  }

  /** The rule of trust: own domain, Microsoft's, this machine; else what an https answer named, unless the user has the say. */
  #allowed(url: URL, vouched: boolean): boolean {
    const { allowRedirect } = this.#options;
    if (isTrusted(url, this.#domain())) return true;
    if (allowRedirect) {
      if (allowRedirect(url)) {
        this.#bySpecialLeave = true;
        return true;
      }
      this.#note(url.href, 'is in another domain, and `allowRedirect` refused it: not asked');
      return false;
    }
    if (vouched) return true;
    this.#note(
      url.href,
      'is in another domain and was named by an unprotected source: not asked; `allowRedirect` can allow it',
    );
    return false;
  }

  /** Without a dialogue: the plain question for a redirection. */
  async #send(step: string, url: URL, dialogue?: Dialogue): Promise<HttpResponse | undefined> {
    const { credentials, tls, proxy, agent, userAgent, allowInsecure, signal, timeoutMs = TIMEOUT_MS } = this.#options;
    this.#trouble = 'none';
    try {
      await using transport = this.#connect({
        server: url,
        ...(dialogue?.authenticated ? { credentials } : {}),
        tls,
        proxy,
        agent,
        userAgent,
        allowInsecure,
        timeoutMs,
        maxResponseBytes: MAX_BYTES,
      });
      const request = dialogue?.request(this.#email, url) ?? { method: 'GET', url };
      return await transport.request({ ...request, signal, idempotent: true });
    } catch (error) {
      if (!(error instanceof EwsError) || error.code === 'ERR_ABORTED') throw error;
      this.#trouble = error instanceof AuthenticationError ? 'refused' : 'unreachable';
      // The JSON dialogue has no login that could have been refused.
      if (this.#trouble === 'refused' && dialogue?.authenticated) this.#refusal ??= error;
      return this.#note(step, error.message);
    }
  }

  #count(): void {
    if (++this.#redirects > MAX_REDIRECTS)
      throw this.#failure(`The servers redirected more than ${MAX_REDIRECTS} times.`);
  }

  #note(step: string, outcome: string): undefined {
    const line = maskText(`${step}: ${outcome}`);
    this.#steps.push(line);
    this.#options.onStep?.(line);
  }

  #failure(reason: string): AutodiscoverError {
    const { email } = this.#options;
    return new AutodiscoverError(`No EWS endpoint was found for ${email}. ${reason}`, {
      steps: this.#steps,
      cause: this.#refusal,
      remedy: remedyFor(this.#refusal),
    });
  }
}

function remedyFor(refusal: unknown): string {
  if (refusal instanceof AuthenticationError) return 'A server refused the login: see `cause`.';
  return refusal ? 'Check the address.' : 'See `steps`, or give the endpoint itself.';
}

/** Where credentials may go without anybody's leave. */
function isSafe(url: URL): boolean {
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
}

function redirectOf({ status, headers }: HttpResponse): string | undefined {
  return [301, 302, 303, 307, 308].includes(status) ? headers['location'] : undefined;
}
