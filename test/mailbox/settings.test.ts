/** What else can be asked of a mailbox: its password's end, retention, discovery, configuration; ids in other forms; contacts' pictures. */
import { describe, expect, test } from '@jest/globals';
import { ValidationError } from '../../src/index.js';
import { story } from '../stories/mailbox.js';
import { xml } from '../support/compact-xml.js';
import { ALICE, recorder } from '../support/recorder.js';
import { success } from '../support/scripted-server.js';

const wire = recorder();
const s = story();

describe('what is sent', () => {
  test.each([
    ['9999-12-31T23:59:59Z', undefined],
    ['0001-01-01T00:00:00Z', undefined],
    ['2030-01-02T03:04:05Z', '2030-01-02T03:04:05.000Z'],
  ])('a password that ends on %s', async (passwordExpirationDate, expected) => {
    wire.server.on('GetPasswordExpirationDate', () => ({
      ...success(),
      passwordExpirationDate: new Date(passwordExpirationDate),
    }));
    let date: Date | undefined;
    const sent = await wire.xmlOf(async () => {
      date = await wire.account.passwordExpiresOn();
    });
    expect(date?.toISOString()).toBe(expected);
    expect(sent).toBe(
      xml`<GetPasswordExpirationDate><MailboxSmtpAddress>${ALICE}</MailboxSmtpAddress></GetPasswordExpirationDate>`,
    );
  });

  test('searchableMailboxes()', async () => {
    wire.server.on('GetSearchableMailboxes', () => ({ ...success(), searchableMailboxes: [] }));
    const options = { search: 'al', expandGroups: true };
    expect(await wire.xmlOf(() => wire.account.searchableMailboxes(options).toArray())).toBe(xml`
      <GetSearchableMailboxes><SearchFilter>al</SearchFilter><ExpandGroupMembership>true</ExpandGroupMembership></GetSearchableMailboxes>`);
  });

  test('serviceConfiguration() gives each under its own name', async () => {
    wire.server.on('GetServiceConfiguration', () => ({ ...success(), responseMessages: [success()] }));
    const names = ['MailTips', 'ProtectionRules'] as const;
    expect(await wire.xmlOf(() => wire.account.serviceConfiguration(names))).toBe(xml`
      <GetServiceConfiguration>
        <ActingAs><EmailAddress>${ALICE}</EmailAddress><RoutingType>SMTP</RoutingType></ActingAs>
        <RequestedConfiguration>
          <ConfigurationName>MailTips</ConfigurationName>
          <ConfigurationName>ProtectionRules</ConfigurationName>
        </RequestedConfiguration>
      </GetServiceConfiguration>`);
    expect(await wire.refusalOf(() => wire.account.serviceConfiguration(['Tips' as never]))).toBeInstanceOf(
      ValidationError,
    );
  });

  test('an id of Graph’s is made here, and by way of EWS’s form', async () => {
    const { account } = wire;
    expect(await account.convertId('AA+b/c=', { to: 'RestId' })).toBe('AA_b-c=');
    expect(await account.convertId('AA_b-c=', { from: 'RestId', to: 'EwsId' })).toBe('AA+b/c=');
    expect(wire.sent).toEqual([]);
    const sent = await wire.requestsOf(() => account.convertId('AA_b-c=', { from: 'RestId', to: 'HexEntryId' }));
    expect(sent[0]?.body).toMatchObject({
      destinationFormat: 'HexEntryId',
      sourceIds: [{ format: 'EwsId', id: 'AA+b/c=' }],
    });
    const [back] = await wire.requestsOf(() => account.convertId('00FF', { from: 'HexEntryId', to: 'RestId' }));
    expect(back?.body).toMatchObject({ destinationFormat: 'EwsId', sourceIds: [{ format: 'HexEntryId', id: '00FF' }] });
  });
});

describe('against the sandbox', () => {
  test('the password, the tags, the mail tips; discovery is for those with the role', async () => {
    const alice = await s.connect('alice');
    expect((await alice.passwordExpiresOn())?.getTime()).toBeGreaterThan(Date.now());
    expect(await alice.retentionTags().toArray()).toMatchObject([{ type: 'Personal', retentionPeriod: 365 }]);
    expect(Object.keys(await alice.serviceConfiguration())).toEqual(['mailTipsConfiguration']);
    await expect(alice.searchableMailboxes().toArray()).rejects.toMatchObject({ code: 'ErrorAccessDenied' });
  });

  test('an id comes back from every form', async () => {
    const alice = await s.connect('alice');
    const { id } = await alice.drafts.create({ subject: 'x' });
    for (const to of ['RestId', 'HexEntryId', 'EntryId', 'StoreId', 'OwaId', 'EwsId'] as const)
      expect(await alice.convertId(await alice.convertId(id, { to }), { from: to, to: 'EwsId' })).toBe(id);
  });

  test('a contact’s picture is set, replaced and removed, and shows in what others read', async () => {
    const alice = await s.connect('alice');
    const card = await alice.contacts.create({ displayName: 'Carol' });
    expect(await card.getPhoto()).toBeUndefined();
    await card.setPhoto({ content: new Uint8Array([0xff, 0xd8, 1]) });
    await card.setPhoto({ content: new Uint8Array([0x89, 0x50, 0x4e, 0x47, 2]), contentType: 'image/png' });
    const read = await alice.contacts.item(card.id);
    expect(read.kind === 'contact' && (await read.getPhoto())).toEqual({
      contentType: 'image/png',
      bytes: new Uint8Array([0x89, 0x50, 0x4e, 0x47, 2]),
    });
    expect([read.attachments?.length, (read as { hasPicture?: boolean }).hasPicture]).toEqual([1, true]);
    await card.setPhoto(null);
    expect(await card.getPhoto()).toBeUndefined();
    expect((await alice.contacts.item(card.id)).attachments ?? []).toEqual([]);
  });
});
