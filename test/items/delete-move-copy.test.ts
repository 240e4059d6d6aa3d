/** Deleting, moving, copying and refreshing one item: what is sent, and what the item is afterwards. */
import { describe, expect, test } from '@jest/globals';
import { type DeleteOptions, type EwsError, type Message, ValidationError } from '../../src/index.js';
import { inside, xml } from '../support/compact-xml.js';
import { recorder } from '../support/recorder.js';
import { failure, success } from '../support/scripted-server.js';
import { distinguished } from '../support/wire.js';
import { updatesOf } from './updates.js';

const wire = recorder();

async function read(members: object = { subject: 'x' }): Promise<Message> {
  wire.server.keep({ ...members }, 'm');
  return (await wire.account.inbox.item('m')) as Message;
}

describe('delete()', () => {
  test('moves to the deleted items, tells nobody, sends no receipts, and needs no version', async () => {
    const message = await read();
    expect(await wire.xmlOf(() => message.delete())).toBe(xml`
      <DeleteItem DeleteType="MoveToDeletedItems" SendMeetingCancellations="SendToNone"
          AffectedTaskOccurrences="AllOccurrences" SuppressReadReceipts="true">
        <ItemIds><ItemId Id="m"/></ItemIds>
      </DeleteItem>`);
    expect(message.itemId).toBeUndefined();
    expect((await wire.refusalOf(() => message.delete())).message).toContain('has no id');
  });

  test.each<[DeleteOptions, string]>([
    [{ disposal: 'trash' }, 'DeleteType="MoveToDeletedItems"'],
    [{ disposal: 'soft' }, 'DeleteType="SoftDelete"'],
    [{ disposal: 'hard' }, 'DeleteType="HardDelete"'],
    [{ notify: 'none' }, 'SendMeetingCancellations="SendToNone"'],
    [{ notify: 'none', saveCopy: false }, 'SendMeetingCancellations="SendToNone"'],
    [{ notify: 'all' }, 'SendMeetingCancellations="SendToAllAndSaveCopy"'],
    [{ notify: 'all', saveCopy: true }, 'SendMeetingCancellations="SendToAllAndSaveCopy"'],
    [{ notify: 'all', saveCopy: false }, 'SendMeetingCancellations="SendOnlyToAll"'],
    [{ affectedTaskOccurrences: 'AllOccurrences' }, 'AffectedTaskOccurrences="AllOccurrences"'],
    [{ affectedTaskOccurrences: 'SpecifiedOccurrenceOnly' }, 'AffectedTaskOccurrences="SpecifiedOccurrenceOnly"'],
    [{ suppressReadReceipts: true }, 'SuppressReadReceipts="true"'],
    [{ suppressReadReceipts: false }, 'SuppressReadReceipts="false"'],
  ])('%j: %s', async (options, attribute) => {
    const message = await read();
    expect(await wire.xmlOf(() => message.delete(options))).toContain(attribute);
    expect(await wire.xmlOf(() => wire.account.items(['a']).delete(options))).toContain(attribute);
  });

  test('that the server refuses leaves the item as it is', async () => {
    const message = await read();
    wire.server.on('DeleteItem', () => [failure('ErrorAccessDenied')]);
    await expect(message.delete()).rejects.toMatchObject({ code: 'ErrorAccessDenied' });
    expect(message.id).toBe('m');
  });
});

describe('move()', () => {
  test.each<[string, () => never, string]>([
    ['a folder of Microsoft’s name', () => 'junkemail' as never, distinguished('junkemail')],
    ['a folder', () => wire.account.junk as never, distinguished('junkemail')],
    ['a folder by its id', () => wire.account.folder({ id: 'f' }) as never, '<FolderId Id="f"/>'],
  ])('to %s', async (_, to, target) => {
    const message = await read();
    expect(await wire.xmlOf(() => message.move(to()))).toBe(xml`
      <MoveItem>
        <ToFolderId>${target}</ToFolderId>
        <ItemIds><ItemId Id="m"/></ItemIds>
      </MoveItem>`);
    expect([message.id, message.changeKey]).toEqual(['new-1', 'new-1-1']);
  });

  test('to a folder that is looked up by its path', async () => {
    const message = await read();
    const requests = await wire.requestsOf(() => message.move(wire.account.inbox.folder('Projects')));
    expect(requests.map(({ operation }) => operation)).toEqual(['FindFolder', 'MoveItem']);
    expect(inside(requests[1]?.xml ?? '', 'ToFolderId')).toBe(
      xml`<FolderId Id="f-projects" ChangeKey="f-projects-1"/>`,
    );
  });

  test('to where the server does not say the id: there is none', async () => {
    const message = await read();
    wire.server.on('MoveItem', () => [success({ items: [] })]);
    await message.move('junkemail');
    expect((await wire.refusalOf(() => message.update({ subject: 'y' }))).message).toContain('has no id');
  });

  test('keeps what was assigned', async () => {
    const message = await wire.account.drafts.create({ subject: 'x' });
    message.subject = 'y';
    await message.move('inbox');
    const [request] = await wire.requestsOf(() => message.save());
    expect(updatesOf(request)).toEqual([['item:Subject', 'y']]);
    expect(request?.body.itemChanges[0].itemId.id).toBe('new-2');
  });
});

describe('copy()', () => {
  test('gives the copy’s id, and leaves the item as it is', async () => {
    const message = await read();
    const request = await wire.xmlOf(async () =>
      expect(await message.copy('drafts')).toMatchObject({ id: 'new-1', changeKey: 'new-1-1' }),
    );
    expect(request).toBe(xml`
      <CopyItem>
        <ToFolderId>${distinguished('drafts')}</ToFolderId>
        <ItemIds><ItemId Id="m"/></ItemIds>
      </CopyItem>`);
    expect(message.id).toBe('m');
  });

  test('gives none where the server does not say it', async () => {
    const message = await read();
    wire.server.on('CopyItem', () => [success({ items: [] })]);
    expect(await message.copy('drafts')).toBeUndefined();
  });
});

describe('what is no folder', () => {
  test.each([
    ['junkmail', "there is no distinguished folder 'junkmail'; did you mean 'junkemail'?"],
    ['Projects', "one of your own is account.folder('Projects')"],
    [undefined, 'expected one folder, such as account.inbox'],
    [{ id: 'f' }, 'expected one folder, such as account.inbox'],
    [null, 'expected one folder'],
  ])('%j is refused', async (to, message) => {
    const item = await read();
    for (const work of [
      () => item.move(to as never),
      () => item.copy(to as never),
      () => wire.account.items(['a']).move(to as never),
      () => wire.account.items(['a']).copy(to as never),
      () => wire.account.folder({ id: 'x' }).move(to as never),
      () => wire.account.folder({ id: 'x' }).copy(to as never),
    ]) {
      const error = await wire.refusalOf(work);
      expect(error).toBeInstanceOf(ValidationError);
      expect(error.message).toContain(message);
    }
  });

  test('a set of folders', async () => {
    const item = await read();
    const error = await wire.refusalOf(() => item.move(wire.account.inbox.children() as never));
    expect(error.message).toContain('expected one folder');
  });
});

describe('refresh()', () => {
  test('reads every member again, whatever the item had', async () => {
    const message = await read({ subject: 'x', importance: 'Low' });
    message.subject = 'assigned';
    wire.server.keep({ subject: 'theirs', isRead: true }, 'm', 'm-5');
    expect(await wire.xmlOf(() => message.refresh())).toBe(xml`
      <GetItem><ItemShape><BaseShape>AllProperties</BaseShape></ItemShape><ItemIds><ItemId Id="m"/></ItemIds></GetItem>`);
    expect({ ...message }).toEqual({
      kind: 'message',
      subject: 'theirs',
      isRead: true,
      itemId: { id: 'm', changeKey: 'm-5' },
    });
  });

  test('in a form of the body', async () => {
    const message = await read();
    const request = await wire.xmlOf(() => message.refresh({ bodyType: 'Text' }));
    expect(inside(request, 'ItemShape')).toBe(xml`<BaseShape>AllProperties</BaseShape><BodyType>Text</BodyType>`);
  });

  test('forgets what was written: what is read then is what changes are told from', async () => {
    const draft = await wire.account.drafts.create({ subject: 'x' });
    wire.server.keep({ subject: 'theirs' }, draft.id);
    await draft.refresh();
    draft.subject = 'x';
    const requests = await wire.requestsOf(() => draft.save());
    expect(requests.map(({ operation }) => operation)).toEqual(['GetItem', 'UpdateItem']);
    expect(updatesOf(requests[1])).toEqual([['item:Subject', 'x']]);
  });

  test('of what has no id is refused', async () => {
    const letter = wire.account.drafts.new({ subject: 'x' });
    expect(((await wire.refusalOf(() => letter.refresh())) as EwsError).code).toBe('ERR_UNSAVED');
  });
});

describe('what an item is', () => {
  test('plain data: ids, bodies and methods are worked out from it, and do not show', async () => {
    const message = await read({ subject: 'x', body: { bodyType: 'Text', value: 'y' } });
    const data = {
      kind: 'message',
      subject: 'x',
      body: { bodyType: 'Text', value: 'y' },
      itemId: { id: 'm', changeKey: 'm-1' },
    };
    expect(JSON.parse(JSON.stringify(message))).toEqual(data);
    expect({ ...message }).toEqual(data);
    expect(structuredClone(message)).toEqual(data);
    expect(Object.keys(message).sort()).toEqual(['body', 'itemId', 'kind', 'subject']);
    expect([message.id, message.changeKey, message.text, message.html]).toEqual(['m', 'm-1', 'y', undefined]);
  });

  test('a task is done by one update', async () => {
    wire.server.keep({ kind: 'task', subject: 'x' }, 't');
    const task = await wire.account.tasks.item('t');
    const request = await wire.xmlOf(() => task.complete());
    expect(inside(request, 'Updates')).toBe(xml`
      <SetItemField><FieldURI FieldURI="task:Status"/><Task><Status>Completed</Status></Task></SetItemField>`);
    expect(task.status).toBe('Completed');
    const another = await wire.account.tasks.item('t');
    const overwriting = await wire.xmlOf(() => another.complete({ conflict: 'AlwaysOverwrite' }));
    expect(overwriting).toContain('ConflictResolution="AlwaysOverwrite"');
  });
});
