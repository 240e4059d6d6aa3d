/** What was read is not XML. Knows not who reads it. */
import { EwsError, type EwsErrorDetails, nameErrors } from './ews-error.js';

/** Why a text was not read as XML. */
export type XmlErrorCode =
  | 'ERR_XML_SYNTAX'
  | 'ERR_XML_TRUNCATED'
  | 'ERR_XML_DTD'
  | 'ERR_XML_LIMIT'
  | 'ERR_XML_ENCODING';

/** The text is not XML that this package reads. `offset` counts bytes from the start; `path` names the open elements. */
export class XmlError extends EwsError<XmlErrorCode> {
  static {
    nameErrors(XmlError, 'XmlError');
  }

  /** Bytes from the start of the text. */
  readonly offset: number;
  /** The open elements, outermost first. */
  readonly path: string;

  constructor(code: XmlErrorCode, message: string, offset: number, path = '', details: EwsErrorDetails = {}) {
    super(code, `${message} at byte ${offset}${path && ` in ${path}`}.`, details);
    this.offset = offset;
    this.path = path;
  }
}
