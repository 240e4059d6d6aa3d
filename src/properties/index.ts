/** The door of src/properties: what a property is, which ones a type has, and how a request names one. */
export { pathOf } from './path.js';
export { type Ability, type Property, propertiesOf } from './property.js';
