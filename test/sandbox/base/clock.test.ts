/** The sandbox's own time. */
import { expect, test } from '@jest/globals';
import { Clock } from '../../../src/sandbox/base/clock.js';
import { Sandbox } from '../../../src/sandbox.js';
import { all, ask, create, findItem } from '../raw.js';

test('it is set, stands still, and moves by what it is told', () => {
  const clock = new Clock();
  clock.freeze(new Date('2030-01-01T00:00:00Z'));
  expect(clock.now()).toEqual(new Date('2030-01-01T00:00:00Z'));
  clock.advance(60_000);
  expect(clock.now()).toEqual(new Date('2030-01-01T00:01:00Z'));
  clock.set(new Date('2031-01-01T00:00:00.900Z'));
  expect(clock.now().getUTCFullYear()).toBe(2031);
  clock.reset();
  expect(Math.abs(clock.now().getTime() - Date.now())).toBeLessThan(2000);
});

test('items are dated by it', async () => {
  const sandbox = await Sandbox.start();
  sandbox.clock.freeze(new Date('2030-06-01T12:00:00Z'));
  await create(sandbox, '<t:Message><t:Subject>dated</t:Subject></t:Message>', 'drafts');
  expect(all(await ask(sandbox, findItem('drafts')), 'DateTimeCreated')).toEqual(['2030-06-01T12:00:00Z']);
  await sandbox.close();
});
