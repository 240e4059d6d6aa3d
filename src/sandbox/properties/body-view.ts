/** A body in the form that is asked for. */
import { bodyAs } from '../mime/body.js';
import type { BodyData } from '../store/item-data.js';

/** HTML that is read as text ends with a line end (Exchange Online). */
export function bodyIn(body: BodyData, type: string | undefined): BodyData {
  const shown = bodyAs(body, type);
  const isMade = shown.bodyType === 'Text' && body.bodyType === 'HTML' && shown.value !== '';
  return isMade ? { ...shown, value: `${shown.value}\r\n` } : shown;
}
