/**
 * The mark of created items: an extended property with a random id, by which a CreateItem whose answer was lost finds what it has
 * made before it makes anything again. Property set `PublicStrings`, name `ewskit-created-by`, a string `<uuid>/<index>`.
 */
import type {
  CreateItemType,
  FindItemType,
  ItemInfoResponseMessageType,
  NonEmptyArrayOfBaseFolderIdsType,
  PathToExtendedFieldType,
} from '../../generated/index.js';
import { TransportError } from '../errors.js';
import { responseMessages } from './responses.js';

const PROPERTY: PathToExtendedFieldType = {
  distinguishedPropertySetId: 'PublicStrings',
  propertyName: 'ewskit-created-by',
  propertyType: 'String',
};
/** As many as Exchange gives in a page by default; other servers give fewer. */
const PAGE = 1000;
const PATH = { kind: 'extendedFieldURI', ...PROPERTY } as const;

/** Where items of a kind go when the request does not say. Answers to meetings and replies take no property, and are not here. */
const FOLDERS = {
  message: 'drafts',
  calendarItem: 'calendar',
  contact: 'contacts',
  distributionList: 'contacts',
  task: 'tasks',
  item: undefined,
  postItem: undefined,
} as const;

type Kind = keyof typeof FOLDERS;

export class CreatedMark {
  /** The request with a mark on each item. */
  readonly request: CreateItemType;
  readonly #id = crypto.randomUUID();
  readonly #folders: NonEmptyArrayOfBaseFolderIdsType;

  private constructor(request: CreateItemType, folders: NonEmptyArrayOfBaseFolderIdsType) {
    this.#folders = folders;
    const items = request.items.map((item, index) => {
      const { extendedProperty = [] } = item as { extendedProperty?: object[] };
      const mark = { extendedFieldURI: PROPERTY, value: `${this.#id}/${index}` };
      return { ...item, extendedProperty: [...extendedProperty, mark] };
    });
    this.request = { ...request, items: items as CreateItemType['items'] };
  }

  /** Undefined when what the request makes cannot be found afterwards: mail that is sent, meetings that invite, answers. */
  static for(request: CreateItemType): CreatedMark | undefined {
    const { items, messageDisposition = 'SaveOnly', sendMeetingInvitations = 'SendToNone' } = request;
    if (messageDisposition !== 'SaveOnly' || sendMeetingInvitations !== 'SendToNone') return undefined;
    if (!Array.isArray(items) || items.length === 0) return undefined;
    const kinds = items.map((item) => (item as { kind?: string }).kind ?? '');
    if (!kinds.every((kind): kind is Kind => Object.hasOwn(FOLDERS, kind))) return undefined;
    const folders = foldersOf(request, kinds);
    return folders && new CreatedMark(request, folders);
  }

  /** The question for a page of what exists. */
  query(offset: number): FindItemType {
    return {
      traversal: 'Shallow',
      itemShape: { baseShape: 'IdOnly', additionalProperties: [PATH] },
      view: { kind: 'indexedPageItemView', maxEntriesReturned: PAGE, offset, basePoint: 'Beginning' },
      restriction: {
        kind: 'contains',
        containmentMode: 'Prefixed',
        containmentComparison: 'Exact',
        path: PATH,
        constant: { value: `${this.#id}/` },
      },
      parentFolderIds: this.#folders,
    };
  }

  /** By index of the item in the request: the message that CreateItem would have answered with. */
  found(response: object): Map<number, ItemInfoResponseMessageType> {
    const found = new Map<number, ItemInfoResponseMessageType>();
    for (const { items = [] } of this.#pages(response)) {
      for (const item of items) {
        const index = Number(item.extendedProperty?.find(({ value }) => value?.startsWith(this.#id))?.value?.slice(37));
        if (!Number.isInteger(index) || found.has(index)) continue;
        delete item.extendedProperty;
        found.set(index, {
          kind: 'createItemResponseMessage',
          responseClass: 'Success',
          responseCode: 'NoError',
          items: [item],
        } as unknown as ItemInfoResponseMessageType);
      }
    }
    return found;
  }

  /** Where the next page begins; undefined when every folder has said all. Throws where that cannot be told. */
  next(response: object, offset: number): number | undefined {
    const starts = this.#pages(response).flatMap(({ includesLastItemInRange, indexedPagingOffset, items = [] }) =>
      includesLastItemInRange === true || items.length === 0 ? [] : [indexedPagingOffset ?? offset + items.length],
    );
    if (starts.length === 0) return undefined;
    // One offset counts for all folders: none may be skipped where pages differ in length.
    const next = Math.min(...starts);
    if (next <= offset) throw notTold(`its pages stand still at ${offset}`);
    return next;
  }

  /** The page of each folder. What is missing may be where the items are. */
  #pages(response: object): FoundPage[] {
    const pages = responseMessages(response).flatMap((message) => {
      const { rootFolder } = message as { rootFolder?: FoundPage };
      return rootFolder ? [rootFolder] : [];
    });
    const { length } = this.#folders;
    if (pages.length < length) throw notTold(`it answered for ${pages.length} of ${length} folders`);
    return pages;
  }
}

interface FoundItem {
  extendedProperty?: { value?: string }[];
}

interface FoundPage {
  items?: FoundItem[];
  includesLastItemInRange?: boolean;
  indexedPagingOffset?: number;
}

/** A look that has not found out. */
function notTold(why: string): TransportError {
  return new TransportError('ERR_NOT_EWS', `FindItem: the server was asked what exists already, but ${why}.`, {
    remedy: 'Look for what was to be created before you create it again.',
  });
}

function foldersOf(
  { savedItemFolderId }: CreateItemType,
  kinds: readonly Kind[],
): NonEmptyArrayOfBaseFolderIdsType | undefined {
  if (savedItemFolderId) {
    const { folderId, distinguishedFolderId, addressListId } = savedItemFolderId;
    if (addressListId) return undefined;
    return [
      folderId ? { kind: 'folderId', ...folderId } : { kind: 'distinguishedFolderId', ...distinguishedFolderId },
    ] as unknown as NonEmptyArrayOfBaseFolderIdsType;
  }
  const names = [...new Set(kinds.map((kind) => FOLDERS[kind]))];
  if (names.includes(undefined)) return undefined;
  return names.map((id) => ({ kind: 'distinguishedFolderId', id })) as unknown as NonEmptyArrayOfBaseFolderIdsType;
}
