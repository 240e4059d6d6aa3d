/**
 * How strict each Exchange is with what its schema does not allow. 2007 and 2010 refuse it; 2016 and later take children in another
 * order, unknown and missing ones (mustang-im/mustang#1098; otris/ews-cpp#129 and #153). Attributes and values are refused by all.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { validates } from '../../../src/sandbox/base/versions.js';
import { Sandbox, type ServerVersionName } from '../../../src/sandbox.js';
import { all, ask, codes, create, envelope, getItem, post } from '../raw.js';

const item = (content: string) =>
  `<m:CreateItem MessageDisposition="SaveOnly"><m:Items><t:Message>${content}</t:Message></m:Items></m:CreateItem>`;

const PASSED_OVER: [string, string, RegExp][] = [
  [
    'another order',
    item('<t:Body BodyType="Text">b</t:Body><t:Subject>s</t:Subject>'),
    /'Message'.*child element 'Body'/,
  ],
  ['an unknown child', item('<t:Subject>s</t:Subject><t:NoSuch>1</t:NoSuch>'), /'Message'.*child element 'NoSuch'/],
  ['another namespace', item('<m:Subject>s</m:Subject>'), /child element 'Subject' in namespace '.*messages'/],
  [
    'a missing child',
    '<m:UpdateInboxRules><m:RemoveOutlookRuleBlob>true</m:RemoveOutlookRuleBlob><m:Operations><t:CreateRuleOperation><t:Rule><t:DisplayName>r</t:DisplayName><t:Priority>1</t:Priority><t:Actions><t:Delete>true</t:Delete></t:Actions></t:Rule></t:CreateRuleOperation></m:Operations></m:UpdateInboxRules>',
    /^The element 'Rule' .* has incomplete content.* 'IsEnabled' in namespace/,
  ],
];
const REFUSED: [string, string, RegExp][] = [
  ['no value of an enumeration', item('<t:Importance>Foo</t:Importance>'), /Foo/],
  ['no value of a type', item('<t:IsRead>maybe</t:IsRead>'), /IsRead' element is invalid/],
  [
    'an unknown attribute',
    item('<t:Body BodyType="Text" Colour="red">b</t:Body>'),
    /'Colour' attribute is not declared/,
  ],
  ['a missing attribute', item('<t:Body>b</t:Body>'), /required attribute 'BodyType' is missing/],
];

describe.each<[ServerVersionName, boolean]>([
  ['Exchange2007_SP1', true],
  ['Exchange2010_SP2', true],
  ['Exchange2016', false],
  ['ExchangeSE', false],
])('%s', (serverVersion, isStrict) => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    // The tests' sandboxes are strict by default; this is what others are.
    sandbox = await Sandbox.start({ serverVersion, strict: validates(serverVersion) });
  });
  afterAll(() => sandbox.close());
  const say = async (body: string) =>
    (await post(sandbox, envelope(body).replace('Exchange2013_SP1', serverVersion.replace('SE', '2016')))).text();

  test.each(isStrict ? PASSED_OVER.slice(0, 3) : PASSED_OVER)('%s', async (_, body, says) => {
    const answer = await say(body);
    expect(codes(answer)).toEqual([isStrict ? 'ErrorSchemaValidation' : 'NoError']);
    expect(sandbox.requests.at(-1)?.violations).toEqual([
      { message: expect.stringMatching(says), line: 1, position: expect.any(Number) },
    ]);
  });

  test.each(REFUSED)('%s is refused', async (_, body, says) => {
    expect(codes(await say(body))).toEqual(['ErrorSchemaValidation']);
    expect(sandbox.requests.at(-1)?.violations[0]?.message).toMatch(says);
  });

  test('a valid request has no violations', async () => {
    expect(codes(await say(item('<t:Subject>s</t:Subject>')))).toEqual(['NoError']);
    expect(sandbox.requests.at(-1)?.violations).toEqual([]);
  });
});

describe('what is passed over', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await Sandbox.start({ strict: false });
  });
  afterAll(() => sandbox.close());

  test('does not come back', async () => {
    const [id] = await create(
      sandbox,
      '<t:Message><t:Subject>s</t:Subject><t:NoSuch>1</t:NoSuch></t:Message>',
      'drafts',
    );
    const answer = await ask(sandbox, getItem(id!));
    expect(all(answer, 'Subject')).toEqual(['s']);
    expect(answer).not.toContain('NoSuch');
  });

  test('is a child of the right name in the wrong namespace, but not one without which nothing can be done', async () => {
    const pull = (watermark: string) =>
      `<m:Subscribe><m:PullSubscriptionRequest><t:FolderIds><t:DistinguishedFolderId Id="inbox"/></t:FolderIds><t:EventTypes><t:EventType>NewMailEvent</t:EventType></t:EventTypes>${watermark}<t:Timeout>1</t:Timeout></m:PullSubscriptionRequest></m:Subscribe>`;
    expect(codes(await ask(sandbox, pull('<t:Watermark>AQAAAA==</t:Watermark>')))).toEqual(['ErrorInvalidWatermark']);
    expect(codes(await ask(sandbox, pull('<m:Watermark>AQAAAA==</m:Watermark>')))).toEqual(['NoError']);
    const items = '<t:Message><t:Subject>a</t:Subject><m:Importance>High</m:Importance></t:Message>';
    const [id] = await create(sandbox, `<t:Message><t:Subject>b</t:Subject></t:Message>${items}`, 'drafts');
    expect(id).toBeDefined();
    const found = await ask(
      sandbox,
      '<m:FindItem Traversal="Shallow"><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties><t:FieldURI FieldURI="item:Importance"/></t:AdditionalProperties></m:ItemShape><m:ParentFolderIds><t:DistinguishedFolderId Id="drafts"/></m:ParentFolderIds></m:FindItem>',
    );
    expect(all(found, 'Importance')).not.toContain('High');
    const streaming =
      '<m:GetStreamingEvents><m:SubscriptionIds><m:SubscriptionId>none</m:SubscriptionId></m:SubscriptionIds><m:ConnectionTimeout>1</m:ConnectionTimeout></m:GetStreamingEvents>';
    expect(codes(await ask(sandbox, streaming))).toEqual(['ErrorInvalidSubscription']);
  });

  test('is refused where nothing can be done without it, and no fault shows a place in our code', async () => {
    const answer = await ask(sandbox, '<m:GetItem/>');
    expect(codes(answer)).toEqual(['ErrorSchemaValidation']);
    expect(answer).toMatch(/'GetItem' .* has incomplete content/);
    expect(answer).not.toMatch(/\.js|\.ts|at /);
  });
});
