/** What is loaded when cards are read or written. */
export { readCard } from './read.js';
export { writeCard } from './write.js';
