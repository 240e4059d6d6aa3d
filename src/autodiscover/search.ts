/**
 * One search for an endpoint. Credentials go over https only, and only to hosts that TLS vouches for or the user allows; a login that a
 * server refused is not tried there again; every step is noted, so that a failure says what was tried.
 */
import type { Credentials } from '../auth/credentials.js';
import {
  type AbortError,
  AuthenticationError,
  AutodiscoverError,
  abortedBy,
  EwsError,
  shownInLine,
  type TimeoutError,
} from '../errors.js';
import { isThisMachine } from '../http/loopback.js';
import type { HttpResponse } from '../http/transport.js';
import type { DiscoveredSettings, DiscoveryAnswer } from './answer.js';
import { type AutodiscoverCache, memoryCache } from './cache.js';
import { type Candidate, candidatesFor, endpointsOf, isServicePath, serviceUrl } from './candidates.js';
import { type Dialogue, dialogueOf } from './dialogue.js';
import type { AutodiscoverOptions, AutodiscoverResult } from './options.js';
import { refusalOf, remedyFor, withheld } from './refusal.js';
import { type Connect, redirectOf, sendRequest } from './request.js';
import { oneAtATime } from './single-flight.js';
import { checkSettings } from './soap.js';
import { inOrder, resolveSrv } from './srv.js';
import { type OpenStep, Trace } from './trace.js';
import { isSafe, judgeHost, type Trust } from './trust.js';

const MAX_REDIRECTS = 10;
const processCache = memoryCache();

type Outcome = DiscoveredSettings | { kind: 'redirectAddr'; address: string } | undefined;

export class Search {
  readonly #options: AutodiscoverOptions;
  readonly #connect: Connect;
  readonly #cache: AutodiscoverCache | undefined;
  readonly #trace: Trace;
  #email: string;
  #redirects = 0;
  /** Why there is no answer, as far as a server said it. */
  #refusal: EwsError | undefined;
  /** Servers that refused the login: a second try would only bring the account nearer to being locked. */
  readonly #refusedBy = new Set<string>();
  /** The guessed web site wanted the secret itself. */
  #unproven: AuthenticationError | undefined;
  /** What became of the last request, where it had no answer. */
  #trouble: 'none' | 'refused' | 'unreachable' = 'none';
  #source = '';
  /** The service was reached by the user's special permission, which the next user need not give. */
  #bySpecialLeave = false;
  /** The places are guesses, most of which nobody answers at: they get little time. */
  #guessing = false;

  constructor(options: AutodiscoverOptions, connect: Connect) {
    checkSettings(options.settings ?? []);
    this.#options = options;
    this.#connect = connect;
    this.#cache = options.cache === false ? undefined : (options.cache ?? processCache);
    this.#email = options.email;
    this.#trace = new Trace(options);
  }

  /** `fixed`: where to look instead of the usual places. */
  async run(fixed: readonly Candidate[] | undefined): Promise<AutodiscoverResult> {
    const seen = new Set<string>();
    for (;;) {
      if (seen.has(this.#email.toLowerCase())) throw this.#failure('The servers redirect in a circle.');
      seen.add(this.#email.toLowerCase());
      const outcome = seen.size === 1 && fixed ? await this.#ladder(fixed) : await this.#search();
      if (!outcome) throw this.#failure('Nobody knows where its mailbox is.');
      if (outcome.kind === 'settings') return this.#resultOf(outcome);
      this.#count();
      const from = new URL(this.#source);
      this.#email = outcome.address;
      if (!this.#allowed(new URL(`https://${this.#domain()}/`), from))
        throw this.#failure('Its address is in a domain that is not asked.');
    }
  }

  #resultOf({ kind: _, newestSchema, ...found }: DiscoveredSettings): AutodiscoverResult {
    return {
      ...found,
      ...(newestSchema && { newestSchema }),
      email: found.autoDiscoverSmtpAddress ?? this.#email,
      source: shownInLine(this.#source),
      steps: this.#trace.lines,
      trace: this.#trace.steps,
    };
  }

  #domain(): string {
    const domain = /^[^@\s]+@([^@\s/:?#]+)$/.exec(this.#email)?.[1];
    if (!domain) throw this.#failure(`"${this.#email}" is not an email address.`);
    return domain.toLowerCase();
  }

  /** Of the address that was asked for: by it others are judged, whatever address they name. */
  #ownDomain(): string {
    return this.#options.email.split('@')[1]?.toLowerCase() ?? '';
  }

  /** The service that knew last time, then all places where one can be. */
  #search(): Promise<Outcome> {
    const domain = this.#domain();
    this.#guessing = true;
    return oneAtATime(
      this.#cache,
      domain,
      () => this.#searchNow(domain),
      this.#options.signal,
      () => this.#aborted(),
    );
  }

  async #searchNow(domain: string): Promise<Outcome> {
    const known = await this.#remembered(domain);
    if (known) {
      const step = () => this.#trace.begin({ kind: 'cache', question: `cache for ${domain}`, url: known.href });
      step().end(`names ${known}`, 'redirected');
      const allowed = this.#allowed(known, 'cache');
      const outcome = allowed ? await this.#ask(known, known.hostname === domain) : undefined;
      if (outcome) return outcome;
      // What one user does not allow is still the right service for others.
      if (!allowed) return this.#ladder(candidatesFor(domain));
      await this.#cache?.delete(domain);
      step().end('forgotten', 'failed');
      // It is the right server, so no other will like the password better.
      if (this.#trouble === 'refused') return undefined;
    }
    const outcome = await this.#ladder(candidatesFor(domain));
    if (outcome && this.#mayBeKept(new URL(this.#source))) await this.#cache?.set(domain, this.#source);
    return outcome;
  }

  /** The service that knew last time. Caches may be the caller's own: what they say is looked at as any word from outside. */
  async #remembered(domain: string): Promise<URL | undefined> {
    const known = await this.#cache?.get(domain);
    const url = known !== undefined && URL.canParse(known) ? new URL(known) : undefined;
    return url && isSafe(url) && !url.username && !url.password ? url : undefined;
  }

  /** For others of the domain: without what one user allowed, and without a query, which can hold a token or an address. */
  #mayBeKept(source: URL): boolean {
    return isSafe(source) && source.search === '' && !this.#bySpecialLeave;
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
    if (candidate.kind === 'host') return this.#askHost(candidate.url, candidate.guess);
    const urls = candidate.kind === 'srv' ? await this.#srv(candidate.name) : await this.#redirection(candidate.url);
    for (const url of urls) {
      if (!this.#allowed(url, undefined)) continue;
      const outcome = await (isServicePath(url) ? this.#askHost(url) : this.#ask(url));
      if (outcome) return outcome;
    }
    return undefined;
  }

  /** Every dialogue of a host, until it is clear that no other will do better. */
  async #askHost(host: URL, guess = false): Promise<Outcome> {
    let refused = this.#refusedBy.has(host.origin);
    if (refused) {
      const step = this.#trace.begin({ kind: 'trust', question: host.href, url: host.href });
      step.end('refused the login before: not asked again but by the dialogue that needs none', 'refused');
    }
    for (const url of endpointsOf(host)) {
      // The JSON dialogue needs no login, so it may know where the others refused.
      if (this.#refusedBy.has(url.origin) && dialogueOf(url).authenticated) continue;
      if (guess && this.#unproven && dialogueOf(url).authenticated) continue;
      const outcome = await this.#ask(url, guess);
      if (outcome) return outcome;
      if (this.#trouble === 'unreachable') return undefined;
      refused ||= this.#trouble === 'refused';
    }
    if (refused) this.#trouble = 'refused';
    return undefined;
  }

  /** Asks an endpoint, and follows where it sends us. `guess`: it may be anybody's, and gets no secret. */
  async #ask(first: URL, guess = false): Promise<Outcome> {
    const seen = new Set<string>();
    for (let url: URL | undefined = first; url; ) {
      const key = url.href.toLowerCase();
      if (seen.has(key)) return this.#begin(url, undefined).end('redirects in a circle', 'refused');
      seen.add(key);
      const answer = await this.#post(url, guess && url === first);
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

  async #post(url: URL, guess: boolean): Promise<Outcome | URL> {
    const dialogue = dialogueOf(url);
    const given = dialogue.authenticated ? this.#options.credentials : undefined;
    const credentials = guess ? given?.unexposed : given;
    const step = this.#begin(url, credentials);
    if (dialogue.authenticated && this.#refusedBy.has(url.origin)) {
      this.#trouble = 'refused';
      return step.end('not asked: this server refused the login before', 'refused');
    }
    const answer = await this.#send(step, url, dialogue, credentials, given);
    if (!answer) return undefined;
    const { status } = answer;
    const location = redirectOf(answer);
    if (location !== undefined) return this.#next(step, url, location, status);
    // SOAP faults come with 500.
    if (status !== 200 && !(status === 500 && dialogue.name === 'SOAP'))
      return step.end(`HTTP ${status}`, 'failed', status);
    try {
      return this.#understand(step, url, dialogue.parse(answer.body), status);
    } catch (error) {
      if (error instanceof AutodiscoverError) throw error;
      return step.end(error instanceof EwsError ? 'the answer is not XML' : String(error), 'failed', status);
    }
  }

  #understand(step: OpenStep, url: URL, answer: DiscoveryAnswer, status: number): Outcome | URL {
    if (answer.kind === 'failure') {
      this.#blame(refusalOf(answer.code, url.host, this.#email));
      return step.end(answer.message, 'failed', status);
    }
    if (answer.kind === 'redirectUrl') return this.#next(step, url, answer.url, status);
    if (answer.kind === 'redirectAddr') {
      step.end(`redirected to the address ${answer.address}`, 'redirected', status);
      return answer;
    }
    const { preferInternal } = this.#options;
    const ewsUrl = (preferInternal && answer.settings['InternalEwsUrl']) || answer.ewsUrl;
    const refused = this.#whyNotUsed(ewsUrl, url);
    if (refused !== undefined) return step.end(refused, 'refused', status);
    step.end(`found ${ewsUrl}`, 'found', status);
    return { ...answer, ewsUrl };
  }

  /** The endpoint gets the login, as a service does. */
  #whyNotUsed(ewsUrl: string, from: URL): string | undefined {
    if (!URL.canParse(ewsUrl)) return 'the EWS URL is no URL';
    const url = new URL(ewsUrl);
    if (url.username || url.password) return 'names an EWS URL with a user name: not used';
    const insecure = url.protocol === 'http:' && this.#options.allowInsecure === true;
    if (!isSafe(url) && !insecure) return `names ${ewsUrl}, which is not https: not used`;
    const { trusted, why } = this.#judge(url, from);
    return trusted ? undefined : `names ${ewsUrl}, which ${why.replace('not asked', 'not used')}`;
  }

  /** A redirection by https: TLS vouches for who said so. */
  #next(step: OpenStep, from: URL, location: string, status: number): URL | undefined {
    const url = URL.canParse(location, from.href) ? new URL(location, from.href) : undefined;
    if (!url || (url.protocol !== 'https:' && !(url.protocol === 'http:' && from.protocol === 'http:')))
      return step.end(`redirected to ${location}, which is not https: not followed`, 'refused', status);
    if (url.username || url.password)
      return step.end('redirected to a URL with a user name: not followed', 'refused', status);
    step.end(`redirected to ${url}`, 'redirected', status);
    return this.#allowed(url, from) ? url : undefined;
  }

  async #redirection(url: URL): Promise<URL[]> {
    const step = this.#trace.begin({ kind: 'http', question: `GET ${url} without credentials`, url: url.href });
    const answer = await this.#send(step, url);
    if (!answer) return [];
    const { status } = answer;
    const location = redirectOf(answer);
    if (location === undefined) step.end(`HTTP ${status}, no redirection`, 'failed', status);
    if (location === undefined) return [];
    const target = URL.canParse(location, url.href) ? new URL(location, url.href) : undefined;
    if (target?.protocol !== 'https:' || target.username || target.password) {
      step.end(`redirected to ${location}, which is not https: not followed`, 'refused', status);
      return [];
    }
    step.end(`redirected to ${target}`, 'redirected', status);
    this.#count();
    return [target];
  }

  async #srv(name: string): Promise<URL[]> {
    const { signal } = this.#options;
    const step = this.#trace.begin({ kind: 'dns', question: `DNS SRV ${name}` });
    try {
      const targets = inOrder(await (this.#options.resolveSrv ?? resolveSrv)(name, signal));
      const urls = targets.map((target) => serviceUrl(target.name, target.port));
      if (urls.length > 0) step.end(`names ${urls.map(({ host }) => host).join(', ')}`, 'redirected');
      else step.end('names no host', 'failed');
      return urls;
    } catch (error) {
      if (signal?.aborted) throw this.#aborted();
      step.end(`no answer (${(error as { code?: string }).code ?? 'failed'})`, 'failed');
      return [];
    }
  }

  /** The rule of trust, see trust.ts; noted as a step. */
  #allowed(url: URL, from: URL | 'cache' | undefined): boolean {
    const step = this.#trace.begin({ kind: 'trust', question: url.href, url: url.href });
    const { why, trusted } = this.#judge(url, from);
    step.end(why, trusted ? 'trusted' : 'refused');
    return trusted;
  }

  /** `from`: who named it; a cache has only what was trusted once; undefined for plain http and DNS, who could be anybody. */
  #judge(url: URL, from: URL | 'cache' | undefined): Trust {
    const trust = judgeHost({
      url,
      domain: this.#ownDomain(),
      vouched: from !== undefined,
      fromHere: from instanceof URL && isThisMachine(from.hostname),
      allowRedirect: this.#options.allowRedirect,
    });
    this.#bySpecialLeave ||= trust.bySpecialLeave;
    return trust;
  }

  /** Without a dialogue: the plain question for a redirection. `given`: what `credentials` were made of, for a server that may have it. */
  async #send(
    step: OpenStep,
    url: URL,
    dialogue?: Dialogue,
    credentials?: Credentials,
    given = credentials,
  ): Promise<HttpResponse | undefined> {
    this.#trouble = 'none';
    try {
      const request = dialogue?.request(this.#email, url, this.#options.settings) ?? { method: 'GET', url };
      return await sendRequest(request, credentials, this.#guessing, this.#options, this.#connect);
    } catch (error) {
      if (!(error instanceof EwsError) || error.code === 'ERR_ABORTED') throw error;
      if (error instanceof AuthenticationError && credentials !== given && error.code !== 'ERR_CREDENTIALS') {
        const secretOnly = credentials === undefined || error.code === 'ERR_NO_COMMON_SCHEME';
        if (secretOnly && this.#options.allowRedirect?.(url)) return this.#send(step, url, dialogue, given);
        if (secretOnly) return this.#withhold(step, url);
      }
      this.#trouble = error instanceof AuthenticationError ? 'refused' : 'unreachable';
      // The JSON dialogue has no login that could have been refused.
      if (this.#trouble === 'refused' && dialogue?.authenticated) {
        this.#refusedBy.add(url.origin);
        this.#blame(error);
      }
      return step.end(error.message, 'failed', error.code === 'ERR_UNAUTHORIZED' ? 401 : undefined);
    }
  }

  /** The web site of a domain asks for the password or the token itself: it need not be the company's own, nor run by who runs its mail. */
  #withhold(step: OpenStep, url: URL): undefined {
    this.#unproven = withheld(url);
    return step.end('asks for the password or token itself, and is only a guess: not sent', 'refused', 401);
  }

  #begin(url: URL, credentials: Credentials | undefined): OpenStep {
    const { method, authenticated } = dialogueOf(url);
    return this.#trace.begin({
      kind: 'http',
      question: `${method} ${url}${authenticated ? '' : ' without credentials'}`,
      url: url.href,
      credentials: credentials !== undefined,
    });
  }

  /** The first reason is told, but a refused login before all others. */
  #blame(error: EwsError | undefined): void {
    if (error instanceof AuthenticationError && !(this.#refusal instanceof AuthenticationError)) this.#refusal = error;
    else this.#refusal ??= error;
  }

  #count(): void {
    if (++this.#redirects > MAX_REDIRECTS)
      throw this.#failure(`The servers redirected more than ${MAX_REDIRECTS} times.`);
  }

  #aborted(): AbortError | TimeoutError {
    const { email, signal } = this.#options;
    return abortedBy(signal, `The search for the endpoint of ${email}`);
  }

  #failure(reason: string): AutodiscoverError {
    const { email } = this.#options;
    const cause = this.#refusal ?? this.#unproven;
    return new AutodiscoverError(`No EWS endpoint was found for ${email}. ${reason}`, {
      steps: this.#trace.lines,
      cause,
      remedy: remedyFor(cause),
    });
  }
}
