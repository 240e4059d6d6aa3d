/** save() of what this program made: a new item is created, and of a created one goes what was changed since, without reading it. */
import { describe, expect, test } from '@jest/globals';
import { ValidationError } from '../../src/index.js';
import { inside, xml } from '../support/compact-xml.js';
import { recorder } from '../support/recorder.js';
import { distinguished } from '../support/wire.js';
import { updatesOf } from './updates.js';

const wire = recorder();

describe('a new item', () => {
  test('is created in its folder, with what was assigned', async () => {
    const letter = wire.account.drafts.new({ subject: 'x' });
    letter.importance = 'High';
    letter.text = 'y';
    expect(wire.sent).toEqual([]);
    expect(await wire.xmlOf(() => letter.save())).toBe(xml`
      <CreateItem MessageDisposition="SaveOnly" SendMeetingInvitations="SendToNone">
        <SavedItemFolderId>${distinguished('drafts')}</SavedItemFolderId>
        <Items><Message>
          <Subject>x</Subject><Body BodyType="Text">y</Body><Importance>High</Importance>
        </Message></Items>
      </CreateItem>`);
    expect([letter.id, letter.changeKey]).toEqual(['new-1', 'new-1-1']);
  });

  test('in a folder that is looked up by its path', async () => {
    const letter = wire.account.inbox.folder('Projects').new({ subject: 'x' });
    const requests = await wire.requestsOf(() => letter.save());
    expect(requests.map(({ operation }) => operation)).toEqual(['FindFolder', 'CreateItem']);
    expect(inside(requests[1]?.xml ?? '', 'SavedItemFolderId')).toBe(
      xml`<FolderId Id="f-projects" ChangeKey="f-projects-1"/>`,
    );
  });

  test('is created once', async () => {
    const letter = wire.account.drafts.new({ subject: 'x' });
    await letter.save();
    expect(await wire.operationsOf(() => letter.save())).toEqual([]);
  });

  test('and not again when it was deleted meanwhile', async () => {
    const letter = wire.account.drafts.new({ subject: 'x' });
    await letter.save();
    await letter.delete();
    expect((await wire.refusalOf(() => letter.save())).message).toContain('has no id');
  });

  test('of a new meeting, all attendees are new', async () => {
    for (const [notify, sent] of [
      [undefined, 'SendToNone'],
      ['none', 'SendToNone'],
      ['all', 'SendToAllAndSaveCopy'],
      ['changed', 'SendToAllAndSaveCopy'],
    ] as const) {
      const meeting = wire.account.calendar.new({ requiredAttendees: ['bob@example.test'] });
      expect(await wire.xmlOf(() => meeting.save({ notify }))).toContain(`SendMeetingInvitations="${sent}"`);
    }
  });

  test('that cannot be is refused, and can be mended', async () => {
    const letter = wire.account.drafts.new({ subject: 'x' });
    letter.importance = 'Hihg' as never;
    expect(await wire.refusalOf(() => letter.save())).toBeInstanceOf(ValidationError);
    letter.importance = 'High';
    expect(await wire.operationsOf(() => letter.save())).toEqual(['CreateItem']);
  });
});

describe('a created item', () => {
  const made = () =>
    wire.account.drafts.create({
      subject: 'x',
      importance: 'Low',
      to: ['bob@example.test'],
      categories: ['red'],
      text: 'y',
    });

  test('in which nothing was changed sends nothing', async () => {
    const draft = await made();
    expect(await wire.operationsOf(() => draft.save())).toEqual([]);
    draft.subject = 'x';
    draft.categories = ['red'];
    draft.text = 'y';
    expect(await wire.operationsOf(() => draft.save())).toEqual([]);
  });

  test('sends what was changed, and nothing else, to the last version', async () => {
    const draft = await made();
    draft.subject = 'z';
    expect(await wire.xmlOf(() => draft.save())).toBe(xml`
      <UpdateItem ConflictResolution="AutoResolve" MessageDisposition="SaveOnly"
          SendMeetingInvitationsOrCancellations="SendToNone" SuppressReadReceipts="true">
        <ItemChanges><ItemChange>
          <ItemId Id="new-1" ChangeKey="new-1-1"/>
          <Updates><SetItemField>
            <FieldURI FieldURI="item:Subject"/>
            <Message><Subject>z</Subject></Message>
          </SetItemField></Updates>
        </ItemChange></ItemChanges>
      </UpdateItem>`);
    expect(draft.changeKey).toBe('new-1-2');
  });

  test('changes deep inside members are changes', async () => {
    const draft = await made();
    draft.toRecipients?.push({ emailAddress: 'carol@example.test' });
    draft.categories![0] = 'blue';
    const [request] = await wire.requestsOf(() => draft.save());
    expect(updatesOf(request)).toEqual([
      ['message:ToRecipients', [{ emailAddress: 'bob@example.test' }, { emailAddress: 'carol@example.test' }]],
      ['item:Categories', ['blue']],
    ]);
  });

  test('a member that it had not, one that is taken away, and one that is given anew', async () => {
    const draft = await made();
    draft.isReadReceiptRequested = true;
    draft.categories = undefined;
    draft.importance = 'Normal';
    const [request] = await wire.requestsOf(() => draft.save());
    expect(new Map(updatesOf(request) as [string, unknown][])).toEqual(
      new Map<string, unknown>([
        ['item:Importance', 'Normal'],
        ['-item:Categories', undefined],
        ['message:IsReadReceiptRequested', true],
      ]),
    );
  });

  test('a member that was deleted from the object is left alone', async () => {
    const draft = await made();
    delete draft.categories;
    expect(await wire.operationsOf(() => draft.save())).toEqual([]);
  });

  test('what was saved is not sent again; what was changed since, is', async () => {
    const draft = await made();
    draft.subject = 'z';
    await draft.save();
    expect(await wire.operationsOf(() => draft.save())).toEqual([]);
    draft.subject = 'x';
    const [request] = await wire.requestsOf(() => draft.save());
    expect(updatesOf(request)).toEqual([['item:Subject', 'x']]);
    expect(request?.body.itemChanges[0].itemId).toMatchObject({ id: 'new-1', changeKey: 'new-1-2' });
  });

  test('what could not be saved is sent with the next', async () => {
    const draft = await made();
    draft.subject = 'z';
    wire.server.next('UpdateItem', () => [{ responseClass: 'Error', responseCode: 'ErrorQuotaExceeded' }]);
    await expect(draft.save()).rejects.toMatchObject({ code: 'ErrorQuotaExceeded' });
    const [request] = await wire.requestsOf(() => draft.save());
    expect(updatesOf(request)).toEqual([['item:Subject', 'z']]);
  });

  test('of createAll(), too', async () => {
    const [one, two] = await wire.account.drafts.createAll([{ subject: 'a' }, { subject: 'b' }]);
    one!.subject = 'c';
    const requests = await wire.requestsOf(async () => {
      await one?.save();
      await two?.save();
    });
    expect(requests).toHaveLength(1);
    expect(updatesOf(requests[0])).toEqual([['item:Subject', 'c']]);
  });

  test('times that were given as days are not changes', async () => {
    const meeting = await wire.account.calendar.create({ start: '2025-03-01', end: '2025-03-01', subject: 'x' });
    expect(await wire.operationsOf(() => meeting.save())).toEqual([]);
    meeting.end = new Date('2025-03-01T12:00:00Z');
    const [request] = await wire.requestsOf(() => meeting.save());
    expect(updatesOf(request)).toEqual([['calendar:End', new Date('2025-03-01T12:00:00Z')]]);
  });

  test('what cannot be changed is refused by name, and nothing is sent', async () => {
    const draft = await made();
    draft.importance = undefined;
    expect((await wire.refusalOf(() => draft.save())).message).toContain(
      'importance: Exchange does not let this be removed',
    );
  });
});

test('an item of no account says where to get one', async () => {
  const { Message } = await import('../../src/index.js');
  const message = new Message();
  for (const work of [() => message.save(), () => message.send(), () => message.delete()])
    await expect(work()).rejects.toMatchObject({ code: expect.stringMatching(/ERR_DETACHED|ERR_UNSAVED/) });
});
