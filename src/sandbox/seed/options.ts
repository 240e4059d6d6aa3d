/** What a mailbox can hold when a sandbox starts. Loads nothing. */

/** An attached file. */
export interface SeedAttachment {
  /** Of the file. */
  name: string;
  /** Text is written as UTF-8. */
  content: string | Uint8Array;
  /** Default: `application/octet-stream`. */
  contentType?: string;
  /** For `cid:` in the body. */
  contentId?: string;
  /** Shown in the body. */
  isInline?: boolean;
}

/**
 * An item: its members as the schema names them, the first letter small (`subject`, `dateTimeReceived`, `requiredAttendees`). Times may be ISO
 * texts, a body a text, and mailboxes addresses.
 */
export interface SeedProperties {
  /** `message`, `calendarItem`, `contact`, `task` and so on. Default: what the folder is for. */
  kind?: string;
  /** Name of an .eml, .ics (of an event; among tasks of a task) or .vcf file; what stands beside it wins. */
  file?: string;
  /** What such a file would hold. */
  content?: string | Uint8Array;
  /** Attached files. */
  attachments?: readonly SeedAttachment[];
  /** Every other member of the item. */
  [member: string]: unknown;
}

/** An item, or the name of an .eml, .ics or .vcf file that is one. */
export type SeedItem = SeedProperties | string;

/** A folder with what may be done in it by others. */
export interface SeedFolder {
  /** In order of arrival. */
  items?: readonly SeedItem[];
  /** Permission levels by address (`Reviewer`, `Editor`); `Default` is everybody. */
  rights?: Readonly<Record<string, string>>;
}

/** By the name of a default folder (`inbox`), or a path below one (`inbox/Projects`); what is missing of it is made. */
export type SeedFolders = Readonly<Record<string, readonly SeedItem[] | SeedFolder>>;
