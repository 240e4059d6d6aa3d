/** MAPI properties that are often wanted, by [MS-OXPROPS]. A name here is Microsoft's without `PidTag` and `PidLid`. */
import { extendedProperty } from './extended-property.js';

/** Properties for `withFields()` and `fields`: `inbox.info({ fields: { bytes: mapi.messageSize } })`. */
export const mapi = {
  /** What a folder is for, in its owner's words. PidTagComment */
  comment: /*@__PURE__*/ extendedProperty({ tag: 0x3004, type: 'String' }),
  /** Bytes that an item or a folder takes, attachments included. PidTagMessageSizeExtended */
  messageSize: /*@__PURE__*/ extendedProperty({ tag: 0x0e08, type: 'Long' }),
  /** Whether Outlook shows it. PidTagAttributeHidden */
  hidden: /*@__PURE__*/ extendedProperty({ tag: 0x10f4, type: 'Boolean' }),
  /** When a message is to go out. PidTagDeferredSendTime */
  deferredSendTime: /*@__PURE__*/ extendedProperty({ tag: 0x3fef, type: 'SystemTime' }),
  /** The headers of mail as they came, in one text. PidTagTransportMessageHeaders */
  transportMessageHeaders: /*@__PURE__*/ extendedProperty({ tag: 0x007d, type: 'String' }),
} as const;
