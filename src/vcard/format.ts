/** What is loaded when cards are read or written. */
export { readCard, readCards } from './read.js';
export { writeCard } from './write.js';
