/** The three files of a schema, as text. */
import type { Schema } from './schema.js';
import { writeWsdl } from './write-wsdl.js';
import { writeXsd } from './write-xsd.js';

/** File names as `make schemas` leaves them, with their text. */
export interface SchemaFiles {
  'types.xsd': string;
  'messages.xsd': string;
  'services.wsdl': string;
}

export function writeSchema(schema: Schema): SchemaFiles {
  return {
    'types.xsd': writeXsd(schema, 't'),
    'messages.xsd': writeXsd(schema, 'm'),
    'services.wsdl': writeWsdl(schema),
  };
}
