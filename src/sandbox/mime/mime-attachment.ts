/** A file, or a message, that a message has with it. Types only. */
export interface MimeAttachment {
  /** Empty for a message: its subject is its name. */
  name: string;
  contentType: string;
  contentId: string | undefined;
  isInline: boolean;
  content: Uint8Array;
}
