/** SetUserOofSettings: the caller's mailbox answers that its owner is away, or no longer. */
import { ownMailbox } from '../access/own-mailbox.js';
import type { SetUserOofSettingsRequest } from '../base/codec.js';
import { Failure } from '../base/failure.js';
import { SUCCESS } from '../base/response-message.js';
import { instantOf } from '../calendar/local-times.js';
import type { OofSettings } from '../mail/out-of-office.js';
import { copyValue } from '../store/json.js';
import { guarded, type Handler } from './handler.js';

export const setUserOofSettings: Handler<SetUserOofSettingsRequest> = (request, context) =>
  guarded(
    () => {
      const mailbox = ownMailbox(context, request.mailbox.address);
      const given = request.userOofSettings as unknown as OofSettings;
      const settings = copyValue(given);
      const { duration } = settings;
      if (duration !== undefined && given.duration !== undefined) {
        // Copies are instants; what had no zone is told by what was given.
        duration.startTime = instantOf(given.duration.startTime, context.timeZone);
        duration.endTime = instantOf(given.duration.endTime, context.timeZone);
      }
      if (settings.oofState === 'Scheduled' && !(duration && duration.startTime < duration.endTime))
        throw new Failure('ErrorInvalidUserOofSettings');
      mailbox.data['oof'] = settings;
      context.store.mailboxes.save(mailbox);
      return { responseMessage: SUCCESS };
    },
    (responseMessage) => ({ responseMessage }),
  );
