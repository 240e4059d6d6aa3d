/**
 * A request of many parts and its response of as many messages. When the server was busy for some parts, only those are asked for
 * again; the response that comes out has a message for each part, in order.
 */
import type { ResponseMessageType } from '../../generated/index.js';
import { responseMessages } from './responses.js';
import { isBusyCode } from './verdict.js';

/** Where operations have their parts. Their response has one message for each. */
const PARTS: Readonly<Record<string, string>> = {
  CreateItem: 'items',
  GetItem: 'itemIds',
  UpdateItem: 'itemChanges',
  DeleteItem: 'itemIds',
  MoveItem: 'itemIds',
  CopyItem: 'itemIds',
  SendItem: 'itemIds',
  ArchiveItem: 'itemIds',
  MarkAsJunk: 'itemIds',
  ExportItems: 'itemIds',
  UploadItems: 'items',
  CreateAttachment: 'attachments',
  GetAttachment: 'attachmentIds',
  DeleteAttachment: 'attachmentIds',
  CreateFolder: 'folders',
  GetFolder: 'folderIds',
  UpdateFolder: 'folderChanges',
  DeleteFolder: 'folderIds',
  MoveFolder: 'folderIds',
  CopyFolder: 'folderIds',
};

function isBusy(message: ResponseMessageType): boolean {
  return message.responseClass === 'Error' && isBusyCode(message.responseCode);
}

export class Batch {
  readonly #request: object;
  readonly #read: boolean;
  readonly #key: string | undefined;
  readonly #parts: readonly unknown[];
  readonly #messages: (ResponseMessageType | undefined)[] = [];
  #pending: number[];

  constructor(operation: string, request: object, read: boolean) {
    this.#request = request;
    this.#read = read;
    const key = PARTS[operation];
    const parts = key === undefined ? undefined : (request as Record<string, unknown>)[key];
    this.#key = Array.isArray(parts) ? key : undefined;
    this.#parts = Array.isArray(parts) ? parts : [];
    this.#pending = this.#parts.map((_, index) => index);
  }

  /** Indices of the parts that have no final message yet. */
  get pending(): readonly number[] {
    return this.#pending;
  }

  /** Whether some parts are settled, and others not. */
  get partly(): boolean {
    return this.#pending.length > 0 && this.#pending.length < this.#parts.length;
  }

  /** The request for what is still to be done. */
  request(): object {
    if (this.#key === undefined || this.#pending.length === this.#parts.length) return this.#request;
    return { ...this.#request, [this.#key]: this.#pending.map((index) => this.#parts[index]) };
  }

  /** Takes what an answer settles, and returns the message that says the server was too busy for the rest. */
  take(response: object): ResponseMessageType | undefined {
    const messages = responseMessages(response);
    const busy = messages.find(isBusy);
    if (this.#key === undefined || messages.length !== this.#pending.length) {
      // What cannot be taken apart is asked again as a whole: a read always, anything else if nothing at all was done.
      return busy && (this.#read || messages.every(isBusy)) ? busy : undefined;
    }
    const asked = this.#pending;
    for (const [at, index] of asked.entries()) this.#messages[index] = messages[at];
    this.#pending = asked.filter((_, at) => {
      const message = messages[at] as ResponseMessageType;
      return isBusy(message) || (busy !== undefined && message.responseCode === 'ErrorBatchProcessingStopped');
    });
    return busy;
  }

  /** A part was found to be done already. */
  settle(index: number, message: ResponseMessageType): void {
    this.#messages[index] = message;
    this.#pending = this.#pending.filter((each) => each !== index);
  }

  /** The response with a message for each part; `rest` for those that are not settled. */
  response(last: object | undefined, rest?: () => ResponseMessageType): object {
    if (this.#key === undefined || this.#messages.length === 0) return last ?? {};
    const pending = new Set(rest ? this.#pending : []);
    const responseMessages = this.#parts.map((_, index) => (pending.has(index) ? rest?.() : this.#messages[index]));
    return Object.assign(last ?? {}, { responseMessages });
  }
}
