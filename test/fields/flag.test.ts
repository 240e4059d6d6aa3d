/** A flag that Exchange would refuse is refused here, by name. */
import { expect, test } from '@jest/globals';
import { flagRefusal } from '../../src/fields/flag.js';

const date = new Date(0);

test.each([
  [{ flagStatus: 'NotFlagged' }],
  [{ flagStatus: 'Flagged' }],
  [{ flagStatus: 'Flagged', startDate: date, dueDate: date }],
  [{ flagStatus: 'Complete' }],
  [{ flagStatus: 'Complete', completeDate: date }],
  [{ flagStatus: 'Flagged', startDate: undefined, dueDate: undefined, completeDate: undefined }],
  // The schema's own checks speak of these.
  [{ flagStatus: 'Nonsense' }],
  [{}],
  [null],
  ['Flagged'],
])('taken: %j', (flag) => {
  expect(flagRefusal(flag)).toBeUndefined();
});

test.each([
  [{ flagStatus: 'Flagged', dueDate: date }, 'Exchange takes startDate and dueDate together, or neither'],
  [{ flagStatus: 'Flagged', startDate: date }, 'Exchange takes startDate and dueDate together, or neither'],
  [{ dueDate: date }, 'Exchange takes startDate and dueDate together, or neither'],
  [{ flagStatus: 'Flagged', completeDate: date }, 'a flag that is Flagged takes no completeDate'],
  [
    { flagStatus: 'NotFlagged', startDate: date, dueDate: date },
    'a flag that is NotFlagged takes no startDate and no dueDate',
  ],
  [
    { flagStatus: 'Complete', startDate: date, dueDate: date },
    'a flag that is Complete takes no startDate and no dueDate',
  ],
])('refused: %j', (flag, sentence) => {
  expect(flagRefusal(flag)).toBe(sentence);
});
