/** GetMailTips: what a sender is told of a recipient beforehand - that there is none, that it is away. */
import type { Context } from '../access/context.js';
import type { GetMailTipsType } from '../base/codec.js';
import { type Body, SUCCESS } from '../base/response-message.js';
import { withoutZone } from '../calendar/local-times.js';
import { isAway, isScheduled, oofSettingsOf } from '../mail/out-of-office.js';
import { plainText } from '../mime/body.js';
import { addressOf, addressOfList } from '../properties/addresses.js';
import type { Mailbox } from '../store/mailboxes.js';
import type { Handler } from './handler.js';

export const getMailTips: Handler<GetMailTipsType> = (request, context) => ({
  ...SUCCESS,
  responseMessages: request.recipients.map((recipient) => {
    const mailbox = context.store.mailboxes.byAddress(recipient.emailAddress);
    const list = context.store.lists.byAddress(recipient.emailAddress);
    const known = mailbox ? addressOf(mailbox) : list && addressOfList(list);
    const tips: Body = { recipientAddress: known ?? recipient, pendingMailTips: [] };
    if (list !== undefined) return { ...SUCCESS, mailTips: { ...tips, ...membersOf(context, list.address) } };
    if (mailbox === undefined) return { ...SUCCESS, mailTips: { ...tips, invalidRecipient: true } };
    return {
      ...SUCCESS,
      mailTips: {
        ...tips,
        outOfOffice: outOfOffice(mailbox, context),
        mailboxFull: false,
        customMailTip: '',
        totalMemberCount: 1,
        externalMemberCount: 0,
        maxMessageSize: 10_485_760,
        deliveryRestricted: false,
        isModerated: false,
        invalidRecipient: false,
      },
    };
  }),
});

/** How many a message to a list reaches, and how many of them elsewhere. */
function membersOf({ store }: Context, address: string): Body {
  const members = store.lists.recipientsOf(address);
  const external = members.filter((member) => store.mailboxes.byAddress(member) === undefined);
  return {
    totalMemberCount: members.length,
    externalMemberCount: external.length,
    deliveryRestricted: false,
    isModerated: false,
    invalidRecipient: false,
  };
}

function outOfOffice(mailbox: Mailbox, { clock, timeZone }: Context): Body {
  const now = clock.now();
  const settings = oofSettingsOf(mailbox);
  const { duration, internalReply } = settings;
  const html = isAway(settings, now) ? (internalReply?.message ?? '') : '';
  return {
    replyBody: { message: plainText({ bodyType: 'HTML', value: html }) },
    ...(duration !== undefined &&
      isScheduled(settings, now) && {
        duration: {
          startTime: withoutZone(duration.startTime, timeZone),
          endTime: withoutZone(duration.endTime, timeZone),
        },
      }),
  };
}
