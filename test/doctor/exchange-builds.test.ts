/** Builds to products. */
import { expect, test } from '@jest/globals';
import { productOf } from '../../src/doctor/exchange-builds.js';

test.each([
  [15, 2, 2562, 'Exchange Server SE'],
  [15, 2, 2999, 'Exchange Server SE'],
  [15, 2, 1748, 'Exchange Server 2019 CU15'],
  [15, 2, 1749, 'Exchange Server 2019'],
  [15, 1, 2507, 'Exchange Server 2016 CU23'],
  [15, 0, 1497, 'Exchange Server 2013 CU23'],
  [14, 3, 513, 'Exchange Server 2010 SP3'],
  [15, 20, 8230, 'Exchange Online'],
  [16, 0, 1, undefined],
])('%i.%i.%i is %s', (major, minor, build, name) => {
  expect(productOf(major, minor, build)?.name).toBe(name);
});

test('what is sold as a subscription has no end of support', () => {
  expect([productOf(15, 2, 2562), productOf(15, 20, 1)].map((product) => product?.supportEnded)).toEqual([
    undefined,
    undefined,
  ]);
});
