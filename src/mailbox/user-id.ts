/** Users as requests name them: by their primary address, or their SID. */
import type { UserIdType } from '../../generated/index.js';
import { rule, ValidationError, violationsOf } from '../errors.js';

const WHO = rule(
  "an address such as 'carol@example.com', or a SID",
  (value) => typeof value === 'string' && /^(S-\d+(-\d+)+|[^\s@]+@[^\s@]+)$/i.test(value),
);

/** The user of that name. Throws {@link ValidationError} for what is neither. */
export function userIdOf(method: string, who: string): UserIdType {
  const wrong = violationsOf(who, WHO, 'who');
  if (wrong.length > 0) throw new ValidationError(method, wrong);
  return who.includes('@') ? { primarySmtpAddress: who } : { sid: who };
}

/** Whether a user is the one of that name. */
export function isUser({ primarySmtpAddress, sid }: UserIdType, who: string): boolean {
  return [primarySmtpAddress, sid].some((name) => name?.toLowerCase() === who.toLowerCase());
}
