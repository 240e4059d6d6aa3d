/**
 * Mails, calendars and cards gone wrong: each is refused by a code of its own or kept, and what is kept can be read, alone and in its folder.
 * A hundred of them; `make fuzz` takes five megabytes, and looks at the time they take.
 */
import '../support/judged-sandboxes.js';
import { expect, test } from '@jest/globals';
import { Sandbox } from '../../src/sandbox.js';
import { type Kind, mutants } from '../support/text-fuzz.mjs';
import { all, ask, codes, findItem, getItem, idsOf } from './raw.js';

const COUNT = 120;
const FOLDERS: Readonly<Record<Kind, [folder: string, element: string]>> = {
  message: ['drafts', 'Message'],
  calendarItem: ['calendar', 'CalendarItem'],
  contact: ['contacts', 'Contact'],
};
const REFUSED = /^Error(MimeContentInvalid|CorruptData|Calendar\w+|RecurrenceEndDateTooBig)$/;
const SHAPE = '<t:BaseShape>AllProperties</t:BaseShape><t:IncludeMimeContent>true</t:IncludeMimeContent>';
const VIEW = '<m:CalendarView StartDate="2026-01-01T00:00:00Z" EndDate="2027-12-01T00:00:00Z"/>';

const readings = ([folder]: [string, string]): string[] => [
  findItem(folder, '', '<t:BaseShape>AllProperties</t:BaseShape>'),
  `<m:SyncFolderItems><m:ItemShape><t:BaseShape>AllProperties</t:BaseShape></m:ItemShape><m:SyncFolderId><t:DistinguishedFolderId Id="${folder}"/></m:SyncFolderId><m:MaxChangesReturned>512</m:MaxChangesReturned></m:SyncFolderItems>`,
  ...(folder === 'calendar' ? [findItem(folder, VIEW)] : []),
];

test('whatever comes in can be read, or does not come in', async () => {
  await using sandbox = await Sandbox.start();
  const kept: Record<Kind, number> = { message: 0, calendarItem: 0, contact: 0 };
  const bad: unknown[] = [];
  let count = 0;
  for (const { kind, bytes } of mutants(20261127)) {
    if (++count > COUNT) break;
    const [folder, element] = FOLDERS[kind];
    const item = `<t:${element}><t:MimeContent>${bytes.toString('base64')}</t:MimeContent></t:${element}>`;
    const place = `<m:SavedItemFolderId><t:DistinguishedFolderId Id="${folder}"/></m:SavedItemFolderId>`;
    const options = 'MessageDisposition="SaveOnly" SendMeetingInvitations="SendToNone"';
    const made = await ask(sandbox, `<m:CreateItem ${options}>${place}<m:Items>${item}</m:Items></m:CreateItem>`);
    const [code = 'none'] = codes(made);
    const [id] = idsOf(made);
    if (id === undefined) {
      if (!REFUSED.test(code)) bad.push([code, bytes.toString('latin1')]);
      continue;
    }
    kept[kind]++;
    const answer = await ask(sandbox, getItem(id, SHAPE));
    if (codes(answer)[0] !== 'NoError' || all(answer, 'MimeContent').length === 0)
      bad.push([codes(answer), bytes.toString('latin1')]);
  }
  for (const place of Object.values(FOLDERS))
    for (const request of readings(place)) expect(codes(await ask(sandbox, request))).toEqual(['NoError']);
  expect(bad).toEqual([]);
  expect(sandbox.requests.filter((one) => one.internalError !== undefined)).toEqual([]);
  expect(Math.min(...Object.values(kept))).toBeGreaterThan(8);
}, 120_000);
