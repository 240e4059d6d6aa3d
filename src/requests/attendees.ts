/** Who is told of a meeting, in the schema's words. */
import type {
  CalendarItemCreateOrDeleteOperationType,
  CalendarItemUpdateOperationType,
} from '../../generated/index.js';
import type { NotifyOptions, UpdateOptions } from './options.js';

/** Of a new meeting, or of one that is called off. Default: nobody. */
export function toldOf({ notify = 'none', saveCopy = true }: NotifyOptions): CalendarItemCreateOrDeleteOperationType {
  if (notify === 'none') return 'SendToNone';
  return saveCopy ? 'SendToAllAndSaveCopy' : 'SendOnlyToAll';
}

/** Of a change. Default: nobody. */
export function toldOfChange({ notify = 'none', saveCopy = true }: UpdateOptions): CalendarItemUpdateOperationType {
  if (notify !== 'changed') return toldOf({ notify, saveCopy });
  return saveCopy ? 'SendToChangedAndSaveCopy' : 'SendOnlyToChanged';
}
