/** TLS of each server: version and cipher, and its certificate by dates, names, and who vouches for it. */
import { isIP } from 'node:net';
import tls, { type PeerCertificate } from 'node:tls';
import { place } from '../../http/failures.js';
import { isLoopback } from '../../http/loopback.js';
import { pinsOf } from '../../http/tls-trust.js';
import { socketFailure } from '../failure.js';
import { type Facts, type Finding, ok, problem, problemOf, skipped, warning } from '../finding.js';
import { ANCIENT, type Handshake, shakeHands } from '../handshake.js';
import type { Visit } from '../visit.js';

const DAY_MS = 86_400_000;
/** Time enough to have a certificate renewed. */
const SOON_DAYS = 30;
/** What servers do that know no version of ours: most say so, old ones of Windows close the connection. */
const MAY_BE_ANCIENT: readonly string[] = ['ERR_TLS', 'ERR_CERTIFICATE', 'ERR_CONNECTION_RESET'];

export async function checkTls(visit: Visit): Promise<Finding[]> {
  const { servers } = visit;
  if (servers.length === 0)
    return [skipped('tls', 'No server can be reached.', 'See what was found about the connection.')];
  return (await Promise.all(servers.map((url) => ofServer(url, visit)))).flat();
}

async function ofServer(url: URL, visit: Visit): Promise<Finding[]> {
  if (url.protocol !== 'https:') {
    const what = `${place(url)} is asked over plain http.`;
    if (isLoopback(url.hostname)) return [ok('tls', `${what} It does not leave this machine.`)];
    return [warning('tls', what, 'Use https: over plain http everyone on the way can read and change what is said.')];
  }
  let shaken: Handshake;
  try {
    shaken = await shakeHands(url, visit);
  } catch (error) {
    return [await failed(url, visit, error)];
  }
  const facts = factsOf(url, shaken);
  const judged = certificate(url, shaken, visit);
  // No request would get through to it, and each would say the same again.
  if (judged.some(({ status }) => status === 'problem')) visit.dead.add(url.origin);
  return [protocol(url, shaken, facts), ...judged];
}

/** Whether an older version of TLS would do is tried, so that the remedy fits. */
async function failed(url: URL, visit: Visit, error: unknown): Promise<Finding> {
  if (visit.signal.aborted) throw error;
  visit.dead.add(url.origin);
  const failure = socketFailure(error, url);
  if (!MAY_BE_ANCIENT.includes(failure.code)) return problemOf('tls', failure);
  const old = await shakeHands(url, visit, ANCIENT).catch(() => undefined);
  if (!old) return problemOf('tls', failure);
  return problem(
    'tls',
    `${place(url)} knows no newer version than ${old.protocol} (${old.cipher.standardName}), which Node does not speak by itself.`,
    `Enable TLS 1.2 on the server; until then set \`tls: { minVersion: '${ANCIENT.minVersion}', ciphers: '${ANCIENT.ciphers}' }\`.`,
    { server: url.origin, protocol: old.protocol, cipher: old.cipher.standardName },
  );
}

function protocol(url: URL, { protocol: version, cipher }: Handshake, facts: Facts): Finding {
  const what = `${place(url)} speaks ${version} with ${cipher.standardName}.`;
  if (version === 'TLSv1.2' || version === 'TLSv1.3') return ok('tls', what, facts);
  return warning('tls', `${what} That version is no longer safe.`, 'Enable TLS 1.2 on the server.', facts);
}

function certificate(url: URL, shaken: Handshake, visit: Visit): Finding[] {
  const { certificate: leaf } = shaken;
  const { insecureHosts, pins } = visit.options.tls ?? {};
  const isInsecure = insecureHosts?.some((host) => host.toLowerCase() === url.hostname.toLowerCase());
  // Without a check of the certificate, only its own key can be believed.
  const seen = isInsecure ? pinsOf(leaf).slice(0, 1) : pinsOf(leaf);
  if (pins && !seen.some((pin) => pins.includes(pin))) return [unpinned(url, seen)];
  if (isInsecure) return pins ? [] : [unchecked(url, leaf)];
  const findings = [dates(url, leaf, visit.world.now()), names(url, leaf, visit), trust(url, shaken)];
  const wrong = findings.filter((finding) => finding !== undefined);
  if (wrong.length > 0) return wrong;
  const days = daysLeft(leaf, visit.world.now());
  const what = `${place(url)} has a certificate of ${nameOf(leaf.issuer)} for ${namesIn(leaf).join(', ')}, valid for ${days} more days.`;
  return [ok('tls', what, { server: url.origin, daysLeft: days })];
}

function dates(url: URL, leaf: PeerCertificate, now: number): Finding | undefined {
  const left = daysLeft(leaf, now);
  const facts = { server: url.origin, validFrom: iso(leaf.valid_from), validTo: iso(leaf.valid_to), daysLeft: left };
  if (Date.parse(leaf.valid_from) > now) {
    const what = `The certificate of ${place(url)} is not valid before ${iso(leaf.valid_from)}.`;
    return problem('tls', what, 'Check the clock of this machine first, then the certificate.', facts);
  }
  const renew = 'Have the certificate renewed, on every server and load balancer that has it.';
  if (Date.parse(leaf.valid_to) < now)
    return problem('tls', `The certificate of ${place(url)} expired on ${iso(leaf.valid_to)}.`, renew, facts);
  if (left >= SOON_DAYS) return undefined;
  return warning(
    'tls',
    `The certificate of ${place(url)} expires in ${left} days, on ${iso(leaf.valid_to)}.`,
    renew,
    facts,
  );
}

function names(url: URL, leaf: PeerCertificate, { options }: Visit): Finding | undefined {
  const host = options.tls?.servername ?? url.hostname.replace(/^\[|\]$/g, '');
  if (tls.checkServerIdentity(host, leaf) === undefined) return undefined;
  const held = namesIn(leaf);
  return problem(
    'tls',
    `The certificate of ${place(url)} is for ${held.join(', ') || 'no name'}, not for ${host}.`,
    isIP(host)
      ? 'Connect by a name that is in the certificate instead of the address.'
      : 'Connect by a name that is in the certificate, or have one made with this name in it.',
    { server: url.origin, names: held },
  );
}

/** OpenSSL's codes, and what they mean for who runs the server or the client. */
const DISTRUST: readonly (readonly [RegExp, says: string, remedy: string])[] = [
  [
    /^DEPTH_ZERO_SELF_SIGNED_CERT$/,
    'signed itself: nobody vouches for it',
    'Have one made by an authority; or, if you know it to be right, pass its PEM as authority (`tls: { ca }`, --ca FILE).',
  ],
  [
    /^SELF_SIGNED_CERT_IN_CHAIN$/,
    'comes from a private authority that is not trusted here',
    "Pass the PEM of the organization's root certificate (`tls: { ca }`, --ca FILE).",
  ],
  [
    /^UNABLE_TO_(VERIFY_LEAF_SIGNATURE|GET_ISSUER_CERT(_LOCALLY)?)$/,
    'comes without those above it: the server does not send its intermediate certificates, or their root is not known here',
    'Install the whole chain on the server; or pass root and intermediate certificates (`tls: { ca }`, --ca FILE).',
  ],
];

function trust(url: URL, { distrust, certificate: leaf }: Handshake): Finding | undefined {
  // Dates are told of on their own.
  if (distrust === undefined || /CERT_HAS_EXPIRED|CERT_NOT_YET_VALID/.test(distrust)) return undefined;
  const known = DISTRUST.find(([pattern]) => pattern.test(distrust));
  const [, says, remedy] = known ?? [
    undefined,
    `is not trusted here (${distrust})`,
    'Pass its authority (`tls: { ca }`, --ca FILE).',
  ];
  const issuer = nameOf(leaf.issuer);
  const what = `The certificate of ${place(url)}, issued by ${issuer}, ${says}.`;
  return problem('tls', what, remedy, { server: url.origin, issuer, code: distrust });
}

function unpinned(url: URL, pins: readonly string[]): Finding {
  return problem(
    'tls',
    `${place(url)} has the key ${pins[0]}, which is not pinned.`,
    'If the certificate was replaced, have the key confirmed by the administrator, and add it to `tls.pins`.',
    { server: url.origin, pins },
  );
}

function unchecked(url: URL, leaf: PeerCertificate): Finding {
  const what = `The certificate of ${place(url)}, issued by ${nameOf(leaf.issuer)}, is not checked (\`tls.insecureHosts\`).`;
  return warning('tls', what, 'Trust its authority by `tls.ca` instead, or pin its key by `tls.pins`.', {
    server: url.origin,
  });
}

function factsOf(url: URL, { protocol: version, cipher, certificate: leaf }: Handshake): Facts {
  return {
    server: url.origin,
    protocol: version,
    cipher: cipher.standardName,
    subject: nameOf(leaf.subject),
    issuer: nameOf(leaf.issuer),
    names: namesIn(leaf),
    validFrom: iso(leaf.valid_from),
    validTo: iso(leaf.valid_to),
    chain: chainOf(leaf),
    pins: pinsOf(leaf as Handshake['certificate']),
  };
}

/** Subjects from the server's certificate up. */
function chainOf(leaf: PeerCertificate): string[] {
  const subjects: string[] = [];
  const seen = new Set<string>();
  for (let at = leaf as Partial<Handshake['certificate']> | undefined; at?.fingerprint256; at = at.issuerCertificate) {
    if (seen.has(at.fingerprint256)) break;
    seen.add(at.fingerprint256);
    subjects.push(nameOf(at.subject));
  }
  return subjects;
}

function namesIn({ subjectaltname, subject }: PeerCertificate): string[] {
  const names = (subjectaltname ?? '').split(/,\s*/).flatMap((one) => /^(?:DNS|IP Address):(.+)$/.exec(one)?.[1] ?? []);
  return names.length > 0 ? names : [subject?.CN].flat().filter((name) => name !== undefined);
}

function nameOf(subject: PeerCertificate['subject'] | undefined): string {
  return [subject?.CN ?? subject?.O ?? 'nobody'].flat().join(', ');
}

function daysLeft(leaf: PeerCertificate, now: number): number {
  return Math.floor((Date.parse(leaf.valid_to) - now) / DAY_MS);
}

/** `2026-11-21` */
function iso(date: string): string {
  return new Date(date).toISOString().slice(0, 10);
}
