/** The three files of a schema, as text. */
import type { Schema } from './schema.js';
import { writeWsdl } from './write-wsdl.js';
import { writeXsd } from './write-xsd.js';

/** File names as `make schemas` leaves them, with their text. */
export interface SchemaFiles {
  /** The types that messages are made of. */
  'types.xsd': string;
  /** Requests and responses. */
  'messages.xsd': string;
  /** Operations, with their headers. */
  'services.wsdl': string;
}

/** The files of a schema, written anew: valid for the same documents, in a layout of our own. */
export function writeSchema(schema: Schema): SchemaFiles {
  return {
    'types.xsd': writeXsd(schema, 't'),
    'messages.xsd': writeXsd(schema, 'm'),
    'services.wsdl': writeWsdl(schema),
  };
}
