/** Mail that goes out: in one request, from a draft, from a draft with changes; and where the copy is kept. */
import { describe, expect, test } from '@jest/globals';
import { EwsError, type Message } from '../../src/index.js';
import { inside, xml } from '../support/compact-xml.js';
import { recorder } from '../support/recorder.js';
import { distinguished } from '../support/wire.js';

const wire = recorder();
const kept = (folder = distinguished('sentitems')) => `<SavedItemFolderId>${folder}</SavedItemFolderId>`;

async function draft(members: object = { subject: 'x' }): Promise<Message> {
  wire.server.keep({ ...members, isDraft: true }, 'd');
  return (await wire.account.drafts.item('d')) as Message;
}

describe('account.send()', () => {
  test('is one CreateItem; the copy goes to the sent items of this mailbox', async () => {
    expect(await wire.xmlOf(() => wire.account.send({ to: ['bob@example.test'], subject: 'x', text: 'y' }))).toBe(xml`
      <CreateItem MessageDisposition="SendAndSaveCopy">
        ${kept()}
        <Items><Message>
          <Subject>x</Subject>
          <Body BodyType="Text">y</Body>
          <ToRecipients><Mailbox><EmailAddress>bob@example.test</EmailAddress></Mailbox></ToRecipients>
        </Message></Items>
      </CreateItem>`);
  });

  test('a copy in another folder, or none', async () => {
    const send = (saveCopy: never) => wire.xmlOf(() => wire.account.send({ subject: 'x' }, { saveCopy }));
    const item = '<Items><Message><Subject>x</Subject></Message></Items>';
    expect(await send(true as never)).toBe(
      xml`<CreateItem MessageDisposition="SendAndSaveCopy">${kept()}${item}</CreateItem>`,
    );
    expect(await send(false as never)).toBe(xml`<CreateItem MessageDisposition="SendOnly">${item}</CreateItem>`);
    expect(await send('drafts' as never)).toBe(
      xml`<CreateItem MessageDisposition="SendAndSaveCopy">${kept(distinguished('drafts'))}${item}</CreateItem>`,
    );
    expect(await send(wire.account.folder({ id: 'f' }) as never)).toBe(
      xml`<CreateItem MessageDisposition="SendAndSaveCopy">${kept('<FolderId Id="f"/>')}${item}</CreateItem>`,
    );
  });

  test('from a shared mailbox, the copy is that mailbox’s', async () => {
    const team = await wire.other('team@example.test');
    const request = await wire.xmlOf(() => team.send({ subject: 'x' }));
    expect(inside(request, 'SavedItemFolderId')).toBe(xml(distinguished('sentitems', 'team@example.test')));
  });
});

describe('a message that was never saved', () => {
  test('goes out in one request, with what was assigned', async () => {
    const letter = wire.account.drafts.new({ subject: 'x' });
    letter.toRecipients = [{ emailAddress: 'bob@example.test' }];
    letter.html = '<p>y</p>';
    expect(await wire.xmlOf(() => letter.send())).toBe(xml`
      <CreateItem MessageDisposition="SendAndSaveCopy">
        ${kept()}
        <Items><Message>
          <Subject>x</Subject>
          <Body BodyType="HTML">&lt;p>y&lt;/p></Body>
          <ToRecipients><Mailbox><EmailAddress>bob@example.test</EmailAddress></Mailbox></ToRecipients>
        </Message></Items>
      </CreateItem>`);
  });

  test('goes out once: a second time there is nothing to send', async () => {
    const letter = wire.account.drafts.new({ subject: 'x' });
    await letter.send({ saveCopy: false });
    expect(wire.sent[0]?.xml).toContain('MessageDisposition="SendOnly"');
    for (const work of [() => letter.send(), () => letter.save(), () => letter.id]) {
      const error = await wire.refusalOf(work);
      expect((error as EwsError).code).toBe('ERR_UNSAVED');
    }
  });

  test('of a folder that is known by its path needs no folder', async () => {
    expect(
      await wire.operationsOf(() => wire.account.folder('Inbox/Odd', 'mail').new({ subject: 'x' }).send()),
    ).toEqual(['CreateItem']);
  });
});

describe('a draft', () => {
  test('in which nothing was changed goes out by SendItem, in the version that it has', async () => {
    const message = await draft();
    const requests = await wire.requestsOf(() => message.send());
    expect(requests.at(-1)?.xml).toBe(xml`
      <SendItem SaveItemToFolder="true">
        <ItemIds><ItemId Id="d" ChangeKey="d-1"/></ItemIds>
        ${kept()}
      </SendItem>`);
    expect(requests.map(({ operation }) => operation)).toEqual(['GetItem', 'SendItem']);
  });

  test('that was made here goes out without being read', async () => {
    const message = await wire.account.drafts.create({ subject: 'x' });
    expect(await wire.xmlOf(() => message.send())).toBe(xml`
      <SendItem SaveItemToFolder="true">
        <ItemIds><ItemId Id="new-1" ChangeKey="new-1-1"/></ItemIds>
        ${kept()}
      </SendItem>`);
  });

  test('a copy in another folder, or none', async () => {
    const send = async (saveCopy: never) => {
      const message = await wire.account.drafts.create({ subject: 'x' });
      return (await wire.xmlOf(() => message.send({ saveCopy }))).replace(/new-\d+/g, 'n');
    };
    const ids = '<ItemIds><ItemId Id="n" ChangeKey="n-1"/></ItemIds>';
    expect(await send(false as never)).toBe(xml`<SendItem SaveItemToFolder="false">${ids}</SendItem>`);
    expect(await send(true as never)).toBe(xml`<SendItem SaveItemToFolder="true">${ids}${kept()}</SendItem>`);
    expect(await send('inbox' as never)).toBe(
      xml`<SendItem SaveItemToFolder="true">${ids}${kept(distinguished('inbox'))}</SendItem>`,
    );
  });

  test('with changes goes out with them, in one UpdateItem', async () => {
    const message = await draft({ subject: 'x', importance: 'Low' });
    message.subject = 'y';
    const requests = await wire.requestsOf(() => message.send({ saveCopy: wire.account.folder({ id: 'f' }) }));
    expect(requests.map(({ operation }) => operation)).toEqual(['GetItem', 'UpdateItem']);
    expect(requests[1]?.xml).toBe(xml`
      <UpdateItem ConflictResolution="AutoResolve" MessageDisposition="SendAndSaveCopy"
          SendMeetingInvitationsOrCancellations="SendToNone" SuppressReadReceipts="true">
        ${kept('<FolderId Id="f"/>')}
        <ItemChanges><ItemChange>
          <ItemId Id="d" ChangeKey="d-1"/>
          <Updates><SetItemField>
            <FieldURI FieldURI="item:Subject"/>
            <Message><Subject>y</Subject></Message>
          </SetItemField></Updates>
        </ItemChange></ItemChanges>
      </UpdateItem>`);
  });

  test('with changes, and without a copy', async () => {
    const message = await wire.account.drafts.create({ subject: 'x' });
    message.subject = 'y';
    const request = await wire.xmlOf(() => message.send({ saveCopy: false }));
    expect(request).toContain('MessageDisposition="SendOnly"');
    expect(inside(request, 'SavedItemFolderId')).toBeUndefined();
  });

  test('is gone afterwards', async () => {
    for (const change of [false, true]) {
      const message = await wire.account.drafts.create({ subject: 'x' });
      if (change) message.subject = 'y';
      await message.send();
      expect(message.itemId).toBeUndefined();
      expect((await wire.refusalOf(() => message.send())).message).toContain('has no id');
    }
  });
});

describe('what is known to be no draft', () => {
  test('is refused: it would go out again, to all its recipients', async () => {
    wire.server.keep({ subject: 'x', isDraft: false }, 'm');
    const message = (await wire.account.inbox.item('m')) as Message;
    const error = await wire.refusalOf(() => message.send());
    expect((error as EwsError).code).toBe('ERR_NO_DRAFT');
    expect(error).toBeInstanceOf(EwsError);
  });

  test('of what is not known, the server is to say', async () => {
    wire.server.keep({ subject: 'x' }, 'm');
    const message = (await wire.account.inbox.item('m')) as Message;
    expect(await wire.operationsOf(() => message.send())).toEqual(['GetItem', 'SendItem']);
  });
});
