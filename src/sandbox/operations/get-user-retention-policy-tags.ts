/** GetUserRetentionPolicyTags: the sandbox has one that everybody may put on his items. */
import type { GetUserRetentionPolicyTagsType } from '../base/codec.js';
import { SUCCESS } from '../base/response-message.js';
import type { Handler } from './handler.js';

/** As Exchange's own "1 Year Delete". */
const YEAR = {
  displayName: '1 Year Delete',
  retentionId: '1f2a7c4d-0d0b-4a57-9a3b-8a3f6b9d2c11',
  retentionPeriod: 365,
  type: 'Personal',
  retentionAction: 'DeleteAndAllowRecovery',
  isVisible: true,
  optedInto: false,
  isArchive: false,
} as const;

export const getUserRetentionPolicyTags: Handler<GetUserRetentionPolicyTagsType> = () => ({
  ...SUCCESS,
  retentionPolicyTags: [YEAR],
});
