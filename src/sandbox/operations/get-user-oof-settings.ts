/** GetUserOofSettings: whether the caller's mailbox answers that its owner is away, when, and what. */
import { ownMailbox } from '../access/own-mailbox.js';
import type { GetUserOofSettingsRequest } from '../base/codec.js';
import { SUCCESS } from '../base/response-message.js';
import { withoutZone } from '../calendar/local-times.js';
import { oofSettingsOf } from '../mail/out-of-office.js';
import { guarded, type Handler } from './handler.js';

export const getUserOofSettings: Handler<GetUserOofSettingsRequest> = (request, context) =>
  guarded(
    () => {
      const settings = oofSettingsOf(ownMailbox(context, request.mailbox.address));
      const { startTime, endTime } = settings.duration ?? dayOf(context.clock.now());
      return {
        responseMessage: SUCCESS,
        oofSettings: {
          oofState: settings.oofState,
          externalAudience: settings.externalAudience,
          duration: {
            startTime: withoutZone(startTime, context.timeZone),
            endTime: withoutZone(endTime, context.timeZone),
          },
          internalReply: settings.internalReply ?? { message: '' },
          externalReply: settings.externalReply ?? { message: '' },
        },
        allowExternalOof: 'All',
      };
    },
    (responseMessage) => ({ responseMessage }),
  );

function dayOf(now: Date): { startTime: Date; endTime: Date } {
  const start = Math.floor(now.getTime() / 3_600_000) * 3_600_000;
  return { startTime: new Date(start), endTime: new Date(start + 86_400_000) };
}
