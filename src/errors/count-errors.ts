/** One thing was asked for, and there is none, or more than one. Named as Django's, which exchangelib has, too. */
import { EwsError, type EwsErrorDetails, nameErrors } from './ews-error.js';

/** get() or a folder path found nothing. */
export class DoesNotExistError extends EwsError<'ERR_DOES_NOT_EXIST'> {
  static {
    nameErrors(DoesNotExistError, 'DoesNotExistError');
  }

  constructor(message: string, details: EwsErrorDetails = {}) {
    super('ERR_DOES_NOT_EXIST', message, details);
  }
}

/** get() found more than one. */
export class MultipleObjectsReturnedError extends EwsError<'ERR_MULTIPLE_OBJECTS'> {
  static {
    nameErrors(MultipleObjectsReturnedError, 'MultipleObjectsReturnedError');
  }

  constructor(message: string, details: EwsErrorDetails = {}) {
    super('ERR_MULTIPLE_OBJECTS', message, details);
  }
}
