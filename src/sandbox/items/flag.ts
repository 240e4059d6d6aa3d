/** Which dates a flag of a request may have: [MS-OXWSCORE] 2.2.4.23. */
import { Failure } from '../base/failure.js';
import type { ItemData } from '../store/item-data.js';

/** Refuses dates that do not go with the status, and one of start and due without the other. */
export function demandFlag(data: ItemData): void {
  const flag = data['flag'];
  if (flag === undefined) return;
  const { flagStatus, startDate, dueDate, completeDate } = flag as Readonly<Record<string, unknown>>;
  const planned = startDate !== undefined || dueDate !== undefined;
  const inPair = (startDate === undefined) === (dueDate === undefined);
  const fits = flagStatus === 'Flagged' ? inPair : !planned;
  if (!fits || (completeDate !== undefined && flagStatus !== 'Complete')) throw new Failure('ErrorInvalidArgument');
}
