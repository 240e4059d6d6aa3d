/** GetUserRetentionPolicyTags: how long items may be kept. Since Exchange 2013. */
import type { RetentionPolicyTagType } from '../../generated/index.js';
import { call } from './call.js';
import type { RequestOptions } from './options.js';
import type { Session } from './session.js';

export async function getRetentionTags(
  session: Session,
  options: RequestOptions,
): Promise<readonly RetentionPolicyTagType[]> {
  return (await call(session, 'GetUserRetentionPolicyTags', {}, options)).retentionPolicyTags ?? [];
}
