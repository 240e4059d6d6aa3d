/** FindItem: restrictions, sorting, paging, calendar views; and FindFolder. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Sandbox } from '../../../src/sandbox.js';
import { all, ask, attributes, codes, create, findItem, idsOf } from '../raw.js';

let sandbox: Sandbox;
let folder: string;
beforeAll(async () => {
  sandbox = await Sandbox.start();
  const made = await ask(
    sandbox,
    '<m:CreateFolder><m:ParentFolderId><t:DistinguishedFolderId Id="msgfolderroot"/></m:ParentFolderId><m:Folders><t:Folder><t:DisplayName>lake</t:DisplayName></t:Folder></m:Folders></m:CreateFolder>',
  );
  folder = `<t:FolderId Id="${idsOf(made, 'FolderId')[0]?.id}"/>`;
  const uri =
    '<t:ExtendedFieldURI PropertySetId="c11ff724-aa03-4555-9952-8fa248a11c3e" PropertyName="weight" PropertyType="Integer"/>';
  const items = ['Alpha', 'beta', 'Gamma', 'delta'].map(
    (subject, place) =>
      `<t:Message><t:Subject>${subject}</t:Subject>${place % 2 ? '<t:Categories><t:String>odd</t:String></t:Categories>' : ''}` +
      `<t:Importance>${['Low', 'Normal', 'High', 'Low'][place]}</t:Importance><t:ExtendedProperty>${uri}<t:Value>${place * 10}</t:Value></t:ExtendedProperty></t:Message>`,
  );
  await create(sandbox, items.join(''), folder);
});
afterAll(() => sandbox.close());

const WEIGHT =
  '<t:ExtendedFieldURI PropertySetId="c11ff724-aa03-4555-9952-8fa248a11c3e" PropertyName="weight" PropertyType="Integer"/>';
const SUBJECT = '<t:FieldURI FieldURI="item:Subject"/>';
const constant = (value: string | number) =>
  `<t:FieldURIOrConstant><t:Constant Value="${value}"/></t:FieldURIOrConstant>`;
const bySubject =
  '<m:SortOrder><t:FieldOrder Order="Ascending"><t:FieldURI FieldURI="item:Subject"/></t:FieldOrder></m:SortOrder>';

async function subjects(expression: string): Promise<string[]> {
  return all(
    await ask(sandbox, findItem(folder, `<m:Restriction>${expression}</m:Restriction>${bySubject}`)),
    'Subject',
  );
}

describe('restrictions', () => {
  test.each([
    ['IsEqualTo ignores case', `<t:IsEqualTo>${SUBJECT}${constant('BETA')}</t:IsEqualTo>`, ['beta']],
    [
      'Contains is exact when asked to be',
      `<t:Contains ContainmentMode="Substring" ContainmentComparison="Exact">${SUBJECT}<t:Constant Value="LPH"/></t:Contains>`,
      [],
    ],
    [
      'Contains ignores case when asked to',
      `<t:Contains ContainmentMode="Prefixed" ContainmentComparison="IgnoreCase">${SUBJECT}<t:Constant Value="al"/></t:Contains>`,
      ['Alpha'],
    ],
    [
      'numbers are compared as numbers',
      `<t:IsGreaterThan>${WEIGHT}${constant(9)}</t:IsGreaterThan>`,
      ['beta', 'delta', 'Gamma'],
    ],
    ['Exists finds what is there', '<t:Exists><t:FieldURI FieldURI="item:Categories"/></t:Exists>', ['beta', 'delta']],
    [
      'Not turns it around',
      '<t:Not><t:Exists><t:FieldURI FieldURI="item:Categories"/></t:Exists></t:Not>',
      ['Alpha', 'Gamma'],
    ],
    [
      'And needs both',
      `<t:And><t:IsLessThanOrEqualTo>${WEIGHT}${constant(20)}</t:IsLessThanOrEqualTo><t:IsNotEqualTo>${SUBJECT}${constant('alpha')}</t:IsNotEqualTo></t:And>`,
      ['beta', 'Gamma'],
    ],
    [
      'Or needs one',
      `<t:Or><t:IsEqualTo>${WEIGHT}${constant(0)}</t:IsEqualTo><t:IsEqualTo>${WEIGHT}${constant(30)}</t:IsEqualTo></t:Or>`,
      ['Alpha', 'delta'],
    ],
    ['Excludes looks at bits', `<t:Excludes>${WEIGHT}<t:Bitmask Value="2"/></t:Excludes>`, ['Alpha', 'Gamma']],
    [
      'Importance has an order',
      `<t:IsGreaterThan><t:FieldURI FieldURI="item:Importance"/>${constant('Low')}</t:IsGreaterThan>`,
      ['beta', 'Gamma'],
    ],
    [
      'dates are compared as dates',
      `<t:IsGreaterThan><t:FieldURI FieldURI="item:DateTimeCreated"/>${constant('2020-01-01T00:00:00Z')}</t:IsGreaterThan>`,
      ['Alpha', 'beta', 'delta', 'Gamma'],
    ],
  ])('%s', async (_name, expression, expected) => {
    expect(await subjects(expression)).toEqual(expected);
  });

  test('thousands of conditions side by side', async () => {
    const others = Array.from(
      { length: 20_000 },
      (_, i) => `<t:IsEqualTo>${SUBJECT}${constant(`no${i}`)}</t:IsEqualTo>`,
    );
    const one = `<t:IsEqualTo>${SUBJECT}${constant('gamma')}</t:IsEqualTo>`;
    expect(await subjects(`<t:Or>${others.join('')}${one}</t:Or>`)).toEqual(['Gamma']);
  });

  test('what Exchange does not search or sort by is refused', async () => {
    const uri = (name: string) => `<t:FieldURI FieldURI="${name}"/>`;
    const constant = '<t:Constant Value="x"/>';
    const equal = (name: string) =>
      `<t:IsEqualTo>${uri(name)}<t:FieldURIOrConstant>${constant}</t:FieldURIOrConstant></t:IsEqualTo>`;
    const part = (name: string) =>
      `<t:Contains ContainmentMode="Substring" ContainmentComparison="Exact">${uri(name)}${constant}</t:Contains>`;
    const restricted = async (xml: string) =>
      codes(await ask(sandbox, findItem('inbox', `<m:Restriction>${xml}</m:Restriction>`)));
    expect(await restricted(equal('message:ToRecipients'))).toEqual(['ErrorUnsupportedPathForQuery']);
    expect(await restricted(part('message:ToRecipients'))).toEqual(['NoError']);
    expect(await restricted(part('message:BccRecipients'))).toEqual(['ErrorUnsupportedPathForQuery']);
    const order = `<m:SortOrder><t:FieldOrder Order="Ascending">${uri('item:Body')}</t:FieldOrder></m:SortOrder>`;
    expect(codes(await ask(sandbox, findItem('inbox', order)))).toEqual(['ErrorUnsupportedPathForSortGroup']);
  });

  test('Contains on a number is refused', async () => {
    const expression = `<m:Restriction><t:Contains ContainmentMode="Substring" ContainmentComparison="Exact">${WEIGHT}<t:Constant Value="1"/></t:Contains></m:Restriction>`;
    expect(codes(await ask(sandbox, findItem(folder, expression)))).toEqual(['ErrorContainsFilterWrongType']);
  });
});

describe('paging', () => {
  test.each([
    ['a number', '<t:FieldURI FieldURI="item:Size"/>'],
    ['a time', '<t:FieldURI FieldURI="item:DateTimeReceived"/>'],
    ['yes or no', '<t:FieldURI FieldURI="message:IsRead"/>'],
    ['a number of one’s own', WEIGHT],
  ])('also in a folder without items: Contains on %s', async (_, path) => {
    const contains = `<m:Restriction><t:Contains ContainmentMode="Substring" ContainmentComparison="Exact">${path}<t:Constant Value="1"/></t:Contains></m:Restriction>`;
    expect(codes(await ask(sandbox, findItem('outbox', contains)))).toEqual(['ErrorContainsFilterWrongType']);
  });

  test.each([
    ['named in no way', '<t:ExtendedFieldURI PropertyType="String"/>'],
    ['by a tag that each mailbox gives out itself', '<t:ExtendedFieldURI PropertyTag="0x8105" PropertyType="String"/>'],
  ])('an own property %s is refused, also where there is no item', async (_, path) => {
    const shape = `<t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties>${path}</t:AdditionalProperties>`;
    expect(codes(await ask(sandbox, findItem('outbox', '', shape)))).toEqual(['ErrorInvalidExtendedProperty']);
  });

  test('an indexed page says where the next one begins', async () => {
    const page = (offset: number) =>
      `<m:IndexedPageItemView MaxEntriesReturned="3" Offset="${offset}" BasePoint="Beginning"/>${bySubject}`;
    const first = await ask(sandbox, findItem(folder, page(0)));
    expect(all(first, 'Subject')).toEqual(['Alpha', 'beta', 'delta']);
    expect(attributes(first, 'RootFolder', 'IndexedPagingOffset')).toEqual(['3']);
    expect(attributes(first, 'RootFolder', 'IncludesLastItemInRange')).toEqual(['false']);
    const second = await ask(sandbox, findItem(folder, page(3)));
    expect(all(second, 'Subject')).toEqual(['Gamma']);
    expect(attributes(second, 'RootFolder', 'TotalItemsInView')).toEqual(['4']);
    expect(attributes(second, 'RootFolder', 'IncludesLastItemInRange')).toEqual(['true']);
  });

  test('a fractional page begins at its fraction', async () => {
    const answer = await ask(
      sandbox,
      findItem(folder, `<m:FractionalPageItemView MaxEntriesReturned="9" Numerator="1" Denominator="2"/>${bySubject}`),
    );
    expect(all(answer, 'Subject')).toEqual(['delta', 'Gamma']);
  });

  test('FindItem gives no bodies, whatever is asked for', async () => {
    const shape =
      '<t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties><t:FieldURI FieldURI="item:Body"/></t:AdditionalProperties>';
    expect(all(await ask(sandbox, findItem(folder, '', shape)), 'Body')).toHaveLength(1); // the SOAP Body
  });
});

describe('calendar view', () => {
  test('a series keeps its local hour over a change of clocks, and its exceptions', async () => {
    const item =
      '<t:CalendarItem><t:Subject>weekly</t:Subject><t:Start>2027-03-22T08:00:00Z</t:Start><t:End>2027-03-22T09:00:00Z</t:End>' +
      '<t:Recurrence><t:WeeklyRecurrence><t:Interval>1</t:Interval><t:DaysOfWeek>Monday</t:DaysOfWeek></t:WeeklyRecurrence>' +
      '<t:NumberedRecurrence><t:StartDate>2027-03-22</t:StartDate><t:NumberOfOccurrences>3</t:NumberOfOccurrences></t:NumberedRecurrence></t:Recurrence>' +
      '<t:StartTimeZone Id="Romance Standard Time"/></t:CalendarItem>';
    const [id] = await create(sandbox, item, 'calendar');
    const view = findItem(
      'calendar',
      '<m:CalendarView StartDate="2027-03-01T00:00:00Z" EndDate="2027-05-01T00:00:00Z"/>',
    );
    // The clocks change on 28 March: nine o'clock in Paris is then seven in UTC.
    expect(all(await ask(sandbox, view), 'Start')).toEqual([
      '2027-03-22T08:00:00Z',
      '2027-03-29T07:00:00Z',
      '2027-04-05T07:00:00Z',
    ]);
    const second = `<t:OccurrenceItemId RecurringMasterId="${id?.id}" InstanceIndex="2"/>`;
    const gone = await ask(
      sandbox,
      `<m:DeleteItem DeleteType="HardDelete" SendMeetingCancellations="SendToNone"><m:ItemIds>${second}</m:ItemIds></m:DeleteItem>`,
    );
    expect(codes(gone)).toEqual(['NoError']);
    expect(all(await ask(sandbox, view), 'Start')).toEqual(['2027-03-22T08:00:00Z', '2027-04-05T07:00:00Z']);
    const get = (index: number) =>
      `<m:GetItem><m:ItemShape><t:BaseShape>Default</t:BaseShape></m:ItemShape><m:ItemIds><t:OccurrenceItemId RecurringMasterId="${id?.id}" InstanceIndex="${index}"/></m:ItemIds></m:GetItem>`;
    expect(codes(await ask(sandbox, get(2)))).toEqual(['ErrorCalendarOccurrenceIsDeletedFromRecurrence']);
    expect(codes(await ask(sandbox, get(4)))).toEqual(['ErrorCalendarOccurrenceIndexIsOutOfRecurrenceRange']);
  });

  test('a time without a zone is a wall time of the item', async () => {
    const item =
      '<t:CalendarItem><t:Subject>local</t:Subject><t:Start>2028-07-03T09:00:00</t:Start><t:End>2028-07-03T10:00:00</t:End><t:StartTimeZone Id="Tokyo Standard Time"/></t:CalendarItem>';
    await create(sandbox, item, 'calendar');
    const view = findItem(
      'calendar',
      '<m:CalendarView StartDate="2028-07-01T00:00:00Z" EndDate="2028-07-05T00:00:00Z"/>',
    );
    expect(all(await ask(sandbox, view), 'Start')).toEqual(['2028-07-03T00:00:00Z']);
  });

  test.each([
    ['restriction', `<m:Restriction><t:IsEqualTo>${SUBJECT}${constant('x')}</t:IsEqualTo></m:Restriction>`],
    ['order', bySubject],
  ])('a view takes no %s', async (_, more) => {
    const view = '<m:CalendarView StartDate="2030-01-01T00:00:00Z" EndDate="2030-01-02T00:00:00Z"/>';
    expect(codes(await ask(sandbox, findItem('calendar', view + more)))).toEqual(['ErrorInvalidOperation']);
  });

  test('a view of more than two years is refused', async () => {
    const view = '<m:CalendarView StartDate="2020-01-01T00:00:00Z" EndDate="2027-01-01T00:00:00Z"/>';
    expect(codes(await ask(sandbox, findItem('calendar', view)))).toEqual(['ErrorCalendarViewRangeTooBig']);
  });
});

describe('folders', () => {
  test('the folders that every mailbox has are there by name, and stay', async () => {
    const names = [
      'root',
      'msgfolderroot',
      'inbox',
      'calendar',
      'contacts',
      'tasks',
      'deleteditems',
      'archiveinbox',
      'recoverableitemsdeletions',
    ];
    const ids = names.map((name) => `<t:DistinguishedFolderId Id="${name}"/>`).join('');
    const found = await ask(
      sandbox,
      `<m:GetFolder><m:FolderShape><t:BaseShape>Default</t:BaseShape></m:FolderShape><m:FolderIds>${ids}</m:FolderIds></m:GetFolder>`,
    );
    expect(codes(found)).toEqual(names.map(() => 'NoError'));
    const gone = await ask(
      sandbox,
      '<m:DeleteFolder DeleteType="HardDelete"><m:FolderIds><t:DistinguishedFolderId Id="inbox"/></m:FolderIds></m:DeleteFolder>',
    );
    expect(codes(gone)).toEqual(['ErrorDeleteDistinguishedFolder']);
  });

  test('two folders of one name cannot be side by side', async () => {
    const make =
      '<m:CreateFolder><m:ParentFolderId><t:DistinguishedFolderId Id="inbox"/></m:ParentFolderId><m:Folders><t:Folder><t:DisplayName>twin</t:DisplayName></t:Folder></m:Folders></m:CreateFolder>';
    expect([...codes(await ask(sandbox, make)), ...codes(await ask(sandbox, make))]).toEqual([
      'NoError',
      'ErrorFolderExists',
    ]);
  });

  test('a folder of another is closed until it is shared', async () => {
    const find = findItem(
      '<t:DistinguishedFolderId Id="inbox"><t:Mailbox><t:EmailAddress>alice@example.test</t:EmailAddress></t:Mailbox></t:DistinguishedFolderId>',
    );
    expect(codes(await ask(sandbox, find, 'bob@example.test'))).toEqual(['ErrorAccessDenied']);
    const permission =
      '<t:Permission><t:UserId><t:PrimarySmtpAddress>bob@example.test</t:PrimarySmtpAddress></t:UserId><t:PermissionLevel>Reviewer</t:PermissionLevel></t:Permission>';
    await ask(
      sandbox,
      `<m:UpdateFolder><m:FolderChanges><t:FolderChange><t:DistinguishedFolderId Id="inbox"/><t:Updates><t:SetFolderField><t:FieldURI FieldURI="folder:PermissionSet"/><t:Folder><t:PermissionSet><t:Permissions>${permission}</t:Permissions></t:PermissionSet></t:Folder></t:SetFolderField></t:Updates></t:FolderChange></m:FolderChanges></m:UpdateFolder>`,
    );
    expect(codes(await ask(sandbox, find, 'bob@example.test'))).toEqual(['NoError']);
  });
});

test('public folders are not searched in depth (Learn, FindFolder)', async () => {
  const find = (traversal: string) =>
    `<m:FindFolder Traversal="${traversal}"><m:FolderShape><t:BaseShape>IdOnly</t:BaseShape></m:FolderShape><m:ParentFolderIds><t:DistinguishedFolderId Id="publicfoldersroot"/></m:ParentFolderIds></m:FindFolder>`;
  expect(codes(await ask(sandbox, find('Shallow')))).toEqual(['NoError']);
  expect(codes(await ask(sandbox, find('Deep')))).toEqual(['ErrorInvalidOperation']);
});
