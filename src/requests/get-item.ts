/** GetItem: items by their ids, as they are by now. */
import type { GetItemType, ItemIdType, ItemResponseShapeType, ResponseMessageType } from '../../generated/index.js';
import { errorOf } from '../client/response-errors.js';
import { responseMessages } from '../client/responses.js';
import { ProtocolError, type Settled } from '../errors.js';
import { readOwnFields } from '../fields/own-fields.js';
import { FORMS_OF_BODIES } from '../fields/shape.js';
import { call } from './call.js';
import { unanswered } from './chunks.js';
import { disorderOf, type ItemRef, idOf, idsOf, itemOf } from './item-refs.js';
import type { ReadOptions } from './options.js';
import { allNamed, askServer } from './other-servers.js';
import type { Session } from './session.js';

/** Without change keys: with one of before, Exchange refuses an item that was touched meanwhile. */
export function getRequest(items: readonly ItemRef[], itemShape: ItemResponseShapeType): GetItemType {
  return { itemShape, itemIds: idsOf(items) };
}

/** A settled result for each, in order, with the session's own fields on the items. Throws what ends the request as a whole. */
export async function getItems<Item extends object>(
  session: Session,
  items: readonly ItemRef[],
  shape: ItemResponseShapeType,
  options: ReadOptions,
): Promise<Settled<Item>[]> {
  if (items.length === 0) return [];
  const named = allNamed<GetItemType>(
    session,
    items.map(({ kind }) => kind),
    options.allMembers,
  );
  const plain = getRequest(items, shape);
  const asked = options.allMembers ? named(plain) : plain;
  const optional = [...FORMS_OF_BODIES, ...(asked === plain ? [] : urisIn(asked.itemShape))];
  const response = await askServer(session, asked, named, (request) =>
    call(session, 'GetItem', request, options, { errors: 'return', optional }),
  ).catch((error: unknown): object => {
    // Not an answer for each: what came is known by its own id, and reading does no harm.
    if (error instanceof ProtocolError && error.response) return error.response;
    throw error;
  });
  const messages = responseMessages(response);
  const ids = items.map(({ itemId }) => itemId);
  const placed = messages.length === ids.length ? messages : ids.map((id) => messages.find((one) => isOf(one, id)));
  const disorder = disorderOf('GetItem', placed, ids, response);
  return items.map(({ itemId: id }, index): Settled<Item> => {
    const message = placed[index];
    const reason = disorder ?? (message && errorOf('GetItem', index, message, response));
    if (reason) return { status: 'rejected', reason, id };
    const value = message && (itemOf(message) as Item | undefined);
    if (value === undefined) return { status: 'rejected', reason: unanswered('GetItem', index, response), id };
    readOwnFields(session.fields, value);
    return { status: 'fulfilled', value, id };
  });
}

/** What a shape names, none of which anybody has asked for: a server is not asked for what came after it. */
function urisIn({ additionalProperties = [] }: ItemResponseShapeType): string[] {
  return additionalProperties.flatMap((path) => (path.kind === 'fieldURI' ? [path.fieldURI] : []));
}

function isOf(message: ResponseMessageType, asked: ItemIdType | undefined): boolean {
  const id = itemOf(message)?.itemId?.id;
  return id !== undefined && id === asked?.id;
}

/** One item. Throws the server's error where there is none. */
export async function getItem<Item extends object>(
  session: Session,
  item: ItemRef,
  shape: ItemResponseShapeType,
  options: ReadOptions,
): Promise<Item> {
  idOf(item);
  const [only] = (await getItems<Item>(session, [item], shape, options)) as [Settled<Item>];
  if (only.status === 'rejected') throw only.reason;
  return only.value;
}
