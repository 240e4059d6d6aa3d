/** save() of what was read: the members at hand are read again, and what differs is what the caller changed. */
import { describe, expect, test } from '@jest/globals';
import { ConflictError, type Contact, type Message } from '../../src/index.js';
import { inside, xml } from '../support/compact-xml.js';
import { recorder } from '../support/recorder.js';
import { failure } from '../support/scripted-server.js';
import { updatesOf } from './updates.js';

const wire = recorder();

async function read(members: object): Promise<Message> {
  wire.server.keep({ ...members }, 'm');
  return (await wire.account.inbox.item('m')) as Message;
}

/** The server's item, as somebody else changes it. */
function theirs(members: object, changeKey = 'm-7'): void {
  wire.server.items.set('m', { kind: 'message', ...members, itemId: { id: 'm', changeKey } });
}

describe('what is asked for', () => {
  test('exactly the members at hand that may be changed, by the id alone', async () => {
    const message = await read({ subject: 'x', isRead: true, size: 5, preview: 'p' });
    const request = await wire.xmlOf(() => message.save());
    expect(request).toBe(xml`
      <GetItem>
        <ItemShape><BaseShape>IdOnly</BaseShape>
          <AdditionalProperties><FieldURI FieldURI="item:Subject"/><FieldURI FieldURI="message:IsRead"/></AdditionalProperties>
        </ItemShape>
        <ItemIds><ItemId Id="m"/></ItemIds>
      </GetItem>`);
  });

  test.each(['Text', 'HTML'] as const)('a body in the form in which it came: %s', async (bodyType) => {
    const message = await read({ body: { bodyType, value: 'x' } });
    expect(inside(await wire.xmlOf(() => message.save()), 'ItemShape')).toBe(xml`
      <BaseShape>IdOnly</BaseShape>
      <BodyType>${bodyType}</BodyType>
      <AdditionalProperties><FieldURI FieldURI="item:Body"/></AdditionalProperties>`);
  });

  test('nothing, where nothing at hand may be changed', async () => {
    const message = await read({ size: 5 });
    expect(await wire.operationsOf(() => message.save())).toEqual([]);
  });
});

describe('what is sent', () => {
  test('nothing, when nothing differs', async () => {
    const message = await read({ subject: 'x', categories: ['a'], isRead: false });
    expect(await wire.operationsOf(() => message.save())).toEqual(['GetItem']);
  });

  test('what differs, deep inside members too', async () => {
    const message = await read({ subject: 'x', isRead: false, flag: { flagStatus: 'NotFlagged' }, categories: ['a'] });
    message.subject = 'y';
    message.categories?.push('b');
    message.flag!.flagStatus = 'Complete';
    const requests = await wire.requestsOf(() => message.save());
    expect(new Map(updatesOf(requests[1]) as [string, unknown][])).toEqual(
      new Map<string, unknown>([
        ['item:Subject', 'y'],
        ['item:Flag', expect.objectContaining({ flagStatus: 'Complete' })],
        ['item:Categories', ['a', 'b']],
      ]),
    );
    expect(requests[1]?.body.itemChanges[0].itemId).toMatchObject({ id: 'm', changeKey: 'm-1' });
  });

  test('a member that was not there, and the removal of one that is set to undefined', async () => {
    const message = await read({ subject: 'x', categories: ['a'] });
    message.importance = 'High';
    message.categories = undefined;
    const requests = await wire.requestsOf(() => message.save());
    expect(updatesOf(requests[1])).toEqual([['-item:Categories'], ['item:Importance', 'High']]);
  });

  test('not what was deleted from the object, which looks as if it had not been asked for', async () => {
    const message = await read({ subject: 'x', categories: ['a'] });
    delete message.categories;
    expect(await wire.operationsOf(() => message.save())).toEqual(['GetItem']);
  });

  test('once: what was saved is no difference any more, though the server writes it otherwise', async () => {
    const message = await read({ subject: 'x', toRecipients: [] });
    message.toRecipients = [{ emailAddress: 'bob@example.test' }];
    await message.save();
    theirs(
      { subject: 'x', toRecipients: [{ name: 'Bob', emailAddress: 'bob@example.test', routingType: 'SMTP' }] },
      'm-2',
    );
    expect(await wire.operationsOf(() => message.save())).toEqual(['GetItem']);
    message.subject = 'y';
    const requests = await wire.requestsOf(() => message.save());
    expect(updatesOf(requests[1])).toEqual([['item:Subject', 'y']]);
  });

  test('instants that are the same in another spelling are no difference', async () => {
    wire.server.keep({ kind: 'calendarItem', start: new Date('2025-03-01T10:00:00Z') }, 'c');
    const meeting = await wire.account.calendar.item('c');
    meeting.start = new Date('2025-03-01T11:00:00+01:00');
    expect(await wire.operationsOf(() => meeting.save())).toEqual(['GetItem']);
  });

  test('text and html are the body', async () => {
    const message = await read({ body: { bodyType: 'HTML', value: '<p>x</p>' } });
    expect([message.html, message.text]).toEqual(['<p>x</p>', undefined]);
    message.text = 'y';
    const requests = await wire.requestsOf(() => message.save());
    expect(inside(requests[1]?.xml ?? '', 'Message')).toBe(xml`<Body BodyType="Text">y</Body>`);
    expect([message.html, message.text]).toEqual([undefined, 'y']);
    message.html = '<p>z</p>';
    const again = await wire.requestsOf(() => message.save());
    expect(inside(again[1]?.xml ?? '', 'Message')).toBe(xml`<Body BodyType="HTML">&lt;p>z&lt;/p></Body>`);
    message.html = undefined;
    expect(message.body).toBeUndefined();
  });
});

describe('when somebody else has changed the item meanwhile', () => {
  test('without a change of one’s own there is nothing to say, and the newer version is the item’s', async () => {
    const message = await read({ subject: 'x', isRead: false });
    theirs({ subject: 'x', isRead: false });
    expect(await wire.operationsOf(() => message.save())).toEqual(['GetItem']);
    expect(message.changeKey).toBe('m-7');
  });

  test('nobody knows whose the difference is: ConflictError, and nothing is written', async () => {
    const message = await read({ subject: 'x', isRead: false });
    theirs({ subject: 'theirs', isRead: false });
    message.isRead = true;
    const operations = await wire.operationsOf(async () => {
      const error = await message.save().catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(ConflictError);
      expect(error).toMatchObject({
        code: 'ErrorIrresolvableConflict',
        mine: { subject: 'x', isRead: true },
        theirs: { subject: 'theirs', isRead: false },
      });
    });
    expect(operations).toEqual(['GetItem']);
  });

  test('AlwaysOverwrite writes all that differs, over the newer version', async () => {
    const message = await read({ subject: 'x', isRead: false });
    theirs({ subject: 'theirs', isRead: false });
    message.isRead = true;
    const requests = await wire.requestsOf(() => message.save({ conflict: 'AlwaysOverwrite' }));
    expect(updatesOf(requests[1])).toEqual([
      ['item:Subject', 'x'],
      ['message:IsRead', true],
    ]);
    expect(requests[1]?.xml).toContain('ConflictResolution="AlwaysOverwrite"');
    expect(requests[1]?.body.itemChanges[0].itemId).toMatchObject({ changeKey: 'm-7' });
  });

  test('of what this program wrote, it knows that it is its own', async () => {
    const message = await read({ subject: 'x' });
    await message.update({ subject: 'y' });
    theirs({ subject: 'y' }, 'm-9');
    expect(await wire.operationsOf(() => message.save())).toEqual(['GetItem']);
  });

  test.each(['AutoResolve', 'NeverOverwrite', 'AlwaysOverwrite'] as const)(
    '%s is what the server is told',
    async (conflict) => {
      const message = await read({ subject: 'x' });
      message.subject = 'y';
      const requests = await wire.requestsOf(() => message.save({ conflict }));
      expect(requests[1]?.xml).toContain(`ConflictResolution="${conflict}"`);
    },
  );

  test('a conflict that the server finds tells what it has', async () => {
    const message = await read({ subject: 'x', isRead: false });
    message.subject = 'mine';
    wire.server.next('UpdateItem', () => {
      theirs({ subject: 'theirs', isRead: true });
      return [failure('ErrorIrresolvableConflict')];
    });
    const error = await message.save({ conflict: 'NeverOverwrite' }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ConflictError);
    expect(error).toMatchObject({ mine: { subject: 'mine' }, theirs: { subject: 'theirs' } });
    expect(inside(wire.sent.at(-1)?.xml ?? '', 'AdditionalProperties')).toBe(xml`<FieldURI FieldURI="item:Subject"/>`);
  });

  test('an item that is gone is the server’s error', async () => {
    const message = await read({ subject: 'x' });
    wire.server.on('GetItem', () => [failure('ErrorItemNotFound')]);
    message.subject = 'y';
    await expect(message.save()).rejects.toMatchObject({ code: 'ErrorItemNotFound' });
    await expect(message.send()).rejects.toMatchObject({ code: 'ErrorItemNotFound' });
  });
});

describe('dictionaries', () => {
  const phones = (...entries: [string, string][]) => entries.map(([key, value]) => ({ key, value }));
  async function contact(...entries: [string, string][]): Promise<Contact> {
    wire.server.keep({ kind: 'contact', phoneNumbers: phones(...entries) }, 'c');
    return (await wire.account.contacts.item('c')) as Contact;
  }

  test('entries are sent one by one: changed, new, gone', async () => {
    const carol = await contact(['MobilePhone', '1'], ['HomePhone', '2'], ['BusinessPhone', '3']);
    carol.phoneNumbers = phones(['MobilePhone', '1'], ['HomePhone', '22'], ['Pager', '4']) as never;
    const requests = await wire.requestsOf(() => carol.save());
    expect(new Set(updatesOf(requests[1]).map(([field]) => field))).toEqual(
      new Set(['contacts:PhoneNumber/HomePhone', 'contacts:PhoneNumber/Pager', '-contacts:PhoneNumber/BusinessPhone']),
    );
    expect(requests[1]?.xml).toContain(xml`<Entry Key="HomePhone">22</Entry>`);
  });

  test('an entry that is changed in place', async () => {
    const carol = await contact(['MobilePhone', '1'], ['HomePhone', '2']);
    carol.phoneNumbers![0]!.value = '11';
    const requests = await wire.requestsOf(() => carol.save());
    expect(updatesOf(requests[1])).toEqual([
      ['contacts:PhoneNumber/MobilePhone', [expect.objectContaining({ key: 'MobilePhone', value: '11' })]],
    ]);
  });
});
