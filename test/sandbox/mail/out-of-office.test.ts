/** The times of out-of-office settings have no zone: they are those of the zone that the request names. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Sandbox } from '../../../src/sandbox.js';
import { all, ask, codes } from '../raw.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await Sandbox.start();
});
afterAll(() => sandbox.close());

const PARIS = '<t:TimeZoneContext><t:TimeZoneDefinition Id="Romance Standard Time"/></t:TimeZoneContext>';
const MAILBOX = '<t:Mailbox><t:Address>alice@example.test</t:Address></t:Mailbox>';
const set = (start: string, end: string, header = '') =>
  ask(
    sandbox,
    `<m:SetUserOofSettingsRequest>${MAILBOX}<t:UserOofSettings><t:OofState>Scheduled</t:OofState><t:ExternalAudience>None</t:ExternalAudience><t:Duration><t:StartTime>${start}</t:StartTime><t:EndTime>${end}</t:EndTime></t:Duration><t:InternalReply><t:Message>x</t:Message></t:InternalReply></t:UserOofSettings></m:SetUserOofSettingsRequest>`,
    undefined,
    header,
  );
const get = async (header = '') => {
  const body = `<m:GetUserOofSettingsRequest>${MAILBOX}</m:GetUserOofSettingsRequest>`;
  const answer = await ask(sandbox, body, undefined, header);
  return [...all(answer, 'StartTime'), ...all(answer, 'EndTime')];
};

test.each([
  ['2040-06-01T10:00:00Z', '2040-06-02T10:00:00Z'],
  ['2040-06-01T12:00:00', '2040-06-02T12:00:00'],
  ['2040-06-01T12:00:00+02:00', '2040-06-02T12:00:00+02:00'],
])('%s set from Paris', async (start, end) => {
  expect(codes(await set(start, end, PARIS))).toEqual(['NoError']);
  expect(await get(PARIS)).toEqual(['2040-06-01T12:00:00', '2040-06-02T12:00:00']);
  expect(await get()).toEqual(['2040-06-01T10:00:00', '2040-06-02T10:00:00']);
});
