/** GetUserOofSettings, SetUserOofSettings and GetMailTips: what a mailbox says while its owner is away. */
import type {
  GetMailTipsType,
  GetUserOofSettingsRequest,
  SetUserOofSettingsRequest,
} from '../../../generated/index.js';
import { ZonedDate } from '../../codec/zoned-date.js';
import { guarded, ownMailbox } from '../access/own-mailbox.js';
import { Failure } from '../base/failure.js';
import { plainText } from '../mime/body.js';
import type { Body, Handler } from '../operations/handler.js';
import { addressOf } from '../properties/addresses.js';
import { copyValue } from '../store/json.js';
import type { Mailbox } from '../store/mailboxes.js';

interface OofSettings {
  oofState: string;
  externalAudience: string;
  duration?: { startTime: Date; endTime: Date };
  internalReply?: { message?: string };
  externalReply?: { message?: string };
}

const refusable = (work: () => Body) => guarded(work, (refusal) => ({ responseMessage: refusal }));

const SUCCESS = { responseClass: 'Success', responseCode: 'NoError' };

export const getUserOofSettings: Handler<GetUserOofSettingsRequest> = (request, context) =>
  refusable(() => {
    const settings = settingsOf(ownMailbox(context, request.mailbox.address));
    const { startTime, endTime } = settings.duration ?? dayOf(context.clock.now());
    return {
      responseMessage: SUCCESS,
      oofSettings: {
        oofState: settings.oofState,
        externalAudience: settings.externalAudience,
        duration: { startTime: withoutZone(startTime), endTime: withoutZone(endTime) },
        internalReply: settings.internalReply ?? { message: '' },
        externalReply: settings.externalReply ?? { message: '' },
      },
      allowExternalOof: 'All',
    };
  });

export const setUserOofSettings: Handler<SetUserOofSettingsRequest> = (request, context) =>
  refusable(() => {
    const mailbox = ownMailbox(context, request.mailbox.address);
    const settings = copyValue(request.userOofSettings) as unknown as OofSettings;
    if (settings.oofState === 'Scheduled') {
      const { duration } = settings;
      if (duration === undefined || duration.endTime <= duration.startTime)
        throw new Failure('ErrorInvalidUserOofSettings');
    }
    mailbox.data['oof'] = settings;
    context.store.mailboxes.save(mailbox);
    return { responseMessage: SUCCESS };
  });

export const getMailTips: Handler<GetMailTipsType> = (request, context) => ({
  ...SUCCESS,
  responseMessages: request.recipients.map((recipient) => {
    const mailbox = context.store.mailboxes.byAddress(recipient.emailAddress);
    const tips: Body = { recipientAddress: mailbox ? addressOf(mailbox) : recipient, pendingMailTips: [] };
    if (mailbox === undefined) return { ...SUCCESS, mailTips: { ...tips, invalidRecipient: true } };
    const settings = settingsOf(mailbox);
    const now = context.clock.now();
    const { duration, oofState } = settings;
    const isScheduled = oofState === 'Scheduled' && duration && duration.startTime <= now && now < duration.endTime;
    const isAway = oofState === 'Enabled' || isScheduled;
    const message = isAway ? plainText({ bodyType: 'HTML', value: settings.internalReply?.message ?? '' }) : '';
    return {
      ...SUCCESS,
      mailTips: {
        ...tips,
        outOfOffice: {
          replyBody: { message },
          ...(isScheduled &&
            duration && {
              duration: { startTime: withoutZone(duration.startTime), endTime: withoutZone(duration.endTime) },
            }),
        },
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

function settingsOf(mailbox: Mailbox): OofSettings {
  return (mailbox.data['oof'] as OofSettings | undefined) ?? { oofState: 'Disabled', externalAudience: 'All' };
}

function dayOf(now: Date): { startTime: Date; endTime: Date } {
  const start = Math.floor(now.getTime() / 3_600_000) * 3_600_000;
  return { startTime: new Date(start), endTime: new Date(start + 86_400_000) };
}

/** Times in out-of-office settings and free/busy are UTC, written without a zone (recorded answers). */
export function withoutZone(time: Date): Date {
  return new ZonedDate(time.getTime(), '', time.toISOString().slice(0, 19));
}
