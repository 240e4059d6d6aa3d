/** GetItem for what has no id at hand: occurrences by their number, and the series that one is of. */
import type { GetItemType, ItemResponseShapeType } from '../../generated/index.js';
import { errorOf } from '../client/response-errors.js';
import { responseMessages } from '../client/responses.js';
import type { EwsError } from '../errors.js';
import { readOwnFields } from '../fields/own-fields.js';
import { call } from './call.js';
import { unanswered } from './chunks.js';
import { itemOf } from './item-refs.js';
import type { RequestOptions } from './options.js';
import type { Session } from './session.js';

export type SeriesId = Extract<GetItemType['itemIds'][number], { kind: 'occurrenceItemId' | 'recurringMasterItemId' }>;

/** The number counts from 1, deleted ones too. */
export function occurrenceId(recurringMasterId: string, instanceIndex: number): SeriesId {
  return { kind: 'occurrenceItemId', recurringMasterId, instanceIndex };
}

/** The series that an occurrence is of. */
export function masterId(occurrence: string): SeriesId {
  return { kind: 'recurringMasterItemId', occurrenceId: occurrence };
}

/** What became of each, in order. */
export async function getOccurrences<Item extends object>(
  session: Session,
  ids: readonly SeriesId[],
  itemShape: ItemResponseShapeType,
  options: RequestOptions,
): Promise<(Item | EwsError)[]> {
  const request = { itemShape, itemIds: [...ids] };
  const response = await call(session, 'GetItem', request, options, { errors: 'return' });
  const messages = responseMessages(response);
  return ids.map((_, index): Item | EwsError => {
    const message = messages[index];
    const error = message && errorOf('GetItem', index, message, response);
    if (error) return error;
    const item = message && (itemOf(message) as Item | undefined);
    if (item === undefined) return unanswered('GetItem', index, response);
    readOwnFields(session.fields, item);
    return item;
  });
}
