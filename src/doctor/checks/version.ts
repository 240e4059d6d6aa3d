/** Which Exchange it is: from the header of an answer to a login, else from the page of Outlook on the web, which tells it to anybody. */
import { serverVersion } from '../../client/versions.js';
import { EwsError } from '../../errors.js';
import { productOf } from '../exchange-builds.js';
import { type Finding, ok, skipped, warning } from '../finding.js';
import { readReply } from '../question.js';
import type { Visit } from '../visit.js';

export async function checkVersion(visit: Visit): Promise<Finding[]> {
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
