/** What mail can do beside being answered. */
import { checkOptions, type Rules } from '../errors.js';
import { single } from '../requests/chunks.js';
import { JUNK_RULES, type JunkMarking, marking } from '../requests/mark-as-junk.js';
import { REQUEST_RULES, type RequestOptions } from '../requests/options.js';
import type { ItemClass, Mixed } from './mixin.js';
import { type ReplyMethods, withReplyMethods } from './reply.js';
import { sessionOf } from './session-of.js';

/** How mail is marked as junk. */
export interface JunkOptions extends RequestOptions, JunkMarking {}

const RULES: Rules<JunkOptions> = { ...REQUEST_RULES, ...JUNK_RULES };

/** What mail can do. `Draft` is the class of the drafts of answers. */
export interface MailMethods<Draft> extends ReplyMethods<Draft> {
  /** Moves it to the junk and has its sender blocked, or with `isJunk: false` back to the inbox and its sender trusted. Exchange 2013. */
  markAsJunk(options?: JunkOptions): Promise<void>;
}

/** Adds markAsJunk, and what answers mail. */
export function withMailMethods<C extends ItemClass, Draft extends object>(Base: C): Mixed<C, MailMethods<Draft>> {
  abstract class Methods extends (withReplyMethods<ItemClass, Draft>(Base) as ItemClass) {
    async markAsJunk(options: JunkOptions = {}): Promise<void> {
      checkOptions('item.markAsJunk()', options, RULES);
      await single(sessionOf(this), this, options, marking(options));
    }
  }
  return Methods as unknown as Mixed<C, MailMethods<Draft>>;
}
