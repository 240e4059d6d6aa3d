/** Which Exchange it is: from the header of an answer to a login, else from the page of Outlook on the web, which tells it to anybody. */
import { serverKindOf } from '../../client/quirks.js';
import { serverVersion } from '../../client/versions.js';
import { EwsError } from '../../errors.js';
import type { HttpHeaders } from '../../http/transport.js';
import { productOf } from '../exchange-builds.js';
import { type Finding, ok, skipped, warning } from '../finding.js';
import { readReply } from '../question.js';
import type { Visit } from '../visit.js';

export async function checkVersion(visit: Visit): Promise<Finding[]> {
  const other = otherServer(visit);
  if (other) return [other];
  const build = ofAnswers(visit) ?? (await ofOutlookOnTheWeb(visit));
  if (build === undefined)
    return [
      skipped(
        'version',
        'The server did not say which version it is.',
        'Give a user name and password: every answer to a login says it.',
      ),
    ];
  const [majorVersion = 0, minorVersion = 0, majorBuildNumber = 0, minorBuildNumber = 0] = build.split('.').map(Number);
  const version = serverVersion({ majorVersion, minorVersion, majorBuildNumber, minorBuildNumber });
  const product = productOf(majorVersion, minorVersion, majorBuildNumber);
  const name = product?.name ?? 'an Exchange that is not known here';
  const facts = { build, ...(product && { product: product.name }), ...(version && { edition: version.edition }) };
  const what = `The server is ${name} (build ${build})${version ? `; schema ${version.edition}` : ''}`;
  const { supportEnded } = product ?? {};
  if (supportEnded === undefined || Date.parse(supportEnded) > visit.world.now())
    return [ok('version', `${what}.`, facts)];
  return [
    warning(
      'version',
      `${what}. Microsoft's support for it ended on ${supportEnded}.`,
      'It works, but gets no security updates: plan for Exchange Server SE.',
      { ...facts, supportEnded },
    ),
  ];
}

/** A server that is not Exchange takes the number of one, which says what it speaks and nothing of its age. */
function otherServer({ answers }: Visit): Finding | undefined {
  const told = answers.findLast((answer) => answer.status !== 401 && readReply(answer).version !== undefined);
  if (!told) return undefined;
  const { version = {} } = readReply(told);
  const kind = serverKindOf(told.headers, version);
  const said = serverVersion(version);
  if (kind === undefined || kind === 'Exchange' || said === undefined) return undefined;
  const facts = { server: kind === 'other' ? nameOf(told) : kind, build: said.build, edition: said.edition };
  const speaks = `it speaks EWS like build ${said.build}, schema ${said.edition}`;
  if (kind === 'gromox') return ok('version', `The server is grommunio (gromox); ${speaks}.`, facts);
  return warning(
    'version',
    `The server does not look like Exchange: it calls itself '${nameOf(told)}'; ${speaks}.`,
    'Nothing need be amiss: it may be another server that speaks EWS, which may know less than that build, or Exchange behind a proxy that takes its headers away.',
    facts,
  );
}

function nameOf({ headers }: { readonly headers: HttpHeaders }): string {
  return (headers['server'] ?? '').slice(0, 100);
}

/** The newest word counts: a load balancer can have servers of two versions behind it. */
function ofAnswers({ answers }: Visit): string | undefined {
  const infos = answers.map((answer) => (answer.status === 401 ? undefined : readReply(answer).version));
  const info = infos.findLast((one) => one?.majorVersion !== undefined);
  return info && serverVersion(info)?.build;
}

async function ofOutlookOnTheWeb(visit: Visit): Promise<string | undefined> {
  const url = visit.liveEndpoint;
  if (!url) return undefined;
  const answer = await visit.ask('GET', new URL('/owa/auth/logon.aspx', url));
  const said = answer instanceof EwsError ? undefined : answer.headers['x-owa-version'];
  return said !== undefined && /^\d+(\.\d+){3}$/.test(said) ? said : undefined;
}
