/** Whether a client takes its server for something else than Exchange, after what the answers look like. */
import { expect, test } from '@jest/globals';
import { GetFolder } from '../../generated/index.js';
import { clientOf } from './function-server.js';
import { fault, response, success } from './misbehaving.js';

const request = {
  folderShape: { baseShape: 'IdOnly' as const },
  folderIds: [{ kind: 'distinguishedFolderId' as const, id: 'inbox' as const }],
};
const well = response('GetFolder', [success('GetFolder')]);
/** The build that gromox says in every answer. */
const gromox = (answer: string) =>
  answer
    .replace('MajorVersion="15" MinorVersion="2"', 'MajorVersion="15" MinorVersion="0"')
    .replace('MajorBuildNumber="2562" MinorBuildNumber="1"', 'MajorBuildNumber="847" MinorBuildNumber="4040"');

test.each([
  ['that says nothing to tell by', [well], false],
  ['of gromox', [gromox(well)], true],
  ['of gromox, a fault', [gromox(fault('ErrorItemNotFound'))], true],
  ['of gromox, and one that says nothing to tell by', [gromox(well), well], true],
])('after an answer %s', async (_, answers, foreign) => {
  const { client } = clientOf((_body, number) => answers[number - 1] as string);
  expect(client.isForeign).toBe(false);
  for (const _answer of answers) await client.call(GetFolder, request).catch(() => undefined);
  expect(client.isForeign).toBe(foreign);
});
