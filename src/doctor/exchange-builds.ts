/**
 * Names of Exchange by their build, and when Microsoft's support for them ended. Data only.
 * https://learn.microsoft.com/exchange/new-features/build-numbers-and-release-dates and https://learn.microsoft.com/lifecycle
 */

export interface Product {
  /** `Exchange Server 2019 CU14` */
  readonly name: string;
  /** `2025-10-14`; absent where it has not ended, or has no fixed date. */
  readonly supportEnded?: string | undefined;
}

interface Family extends Product {
  /** Builds of its updates, ascending; a security update counts the last part only, which is not here. */
  readonly updates: readonly (readonly [build: number, name: string])[];
}

/** By `major.minor`; 15.2 is two products. */
const FAMILIES: Readonly<Record<string, Family>> = {
  '8.0': { name: 'Exchange Server 2007', supportEnded: '2017-04-11', updates: [] },
  '8.1': { name: 'Exchange Server 2007 SP1', supportEnded: '2017-04-11', updates: [] },
  '8.2': { name: 'Exchange Server 2007 SP2', supportEnded: '2017-04-11', updates: [] },
  '8.3': { name: 'Exchange Server 2007 SP3', supportEnded: '2017-04-11', updates: [] },
  '14.0': { name: 'Exchange Server 2010', supportEnded: '2020-10-13', updates: [] },
  '14.1': { name: 'Exchange Server 2010 SP1', supportEnded: '2020-10-13', updates: [] },
  '14.2': { name: 'Exchange Server 2010 SP2', supportEnded: '2020-10-13', updates: [] },
  '14.3': { name: 'Exchange Server 2010 SP3', supportEnded: '2020-10-13', updates: [] },
  '15.0': {
    name: 'Exchange Server 2013',
    supportEnded: '2023-04-11',
    updates: [
      [847, 'SP1'],
      [913, 'CU5'],
      [1263, 'CU15'],
      [1293, 'CU16'],
      [1320, 'CU17'],
      [1347, 'CU18'],
      [1365, 'CU19'],
      [1367, 'CU20'],
      [1395, 'CU21'],
      [1473, 'CU22'],
      [1497, 'CU23'],
    ],
  },
  '15.1': {
    name: 'Exchange Server 2016',
    supportEnded: '2025-10-14',
    updates: [
      [2044, 'CU17'],
      [2106, 'CU18'],
      [2176, 'CU19'],
      [2242, 'CU20'],
      [2308, 'CU21'],
      [2375, 'CU22'],
      [2507, 'CU23'],
    ],
  },
  '15.2': {
    name: 'Exchange Server 2019',
    supportEnded: '2025-10-14',
    updates: [
      [792, 'CU8'],
      [858, 'CU9'],
      [922, 'CU10'],
      [986, 'CU11'],
      [1118, 'CU12'],
      [1258, 'CU13'],
      [1544, 'CU14'],
      [1748, 'CU15'],
    ],
  },
  '15.20': { name: 'Exchange Online', updates: [] },
};

/** Exchange Server SE goes on where 2019 ended. */
const FIRST_BUILD_OF_SE = 2562;

/** The product that a build belongs to; undefined for one that is not known. An update between two known ones has no name of its own. */
export function productOf(major: number, minor: number, build: number): Product | undefined {
  if (major === 15 && minor === 2 && build >= FIRST_BUILD_OF_SE) return { name: 'Exchange Server SE' };
  const family = FAMILIES[`${major}.${minor}`];
  if (!family) return undefined;
  const update = family.updates.find(([number]) => number === build)?.[1];
  return { name: update ? `${family.name} ${update}` : family.name, supportEnded: family.supportEnded };
}
