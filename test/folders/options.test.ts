/** Options that nobody knows: each method of a folder refuses them before anything is sent, and says which method it is. */
import { expect, test } from '@jest/globals';
import { ValidationError } from '../../src/index.js';
import { recorder } from '../support/recorder.js';

const wire = recorder();
const wrong = { bogus: 1 } as object;
const folder = () => wire.account.folder('Projects/2024', 'mail');

const METHODS: readonly (readonly [string, () => unknown])[] = [
  ['folder.id()', () => folder().id(wrong)],
  ['folder.exists()', () => folder().exists(wrong)],
  ['folder.info()', () => folder().info(wrong)],
  ['folder.refresh()', () => folder().refresh(wrong)],
  ['children', () => folder().children(wrong).toArray()],
  ['walk', () => folder().walk(wrong).toArray()],
  ['glob', () => folder().glob('*', wrong).toArray()],
  ['all()', () => folder().children().all(wrong)],
  ['toArray()', () => folder().children().toArray(wrong)],
  ['stream()', () => folder().children().stream(['newMail'], wrong)],
  ['folder.tree()', () => folder().tree(wrong)],
  ['folder.parent()', () => folder().parent(wrong)],
  ['folder.parts()', () => folder().parts(wrong)],
  ['folder.path()', () => folder().path(wrong)],
  ['createFolder', () => folder().createFolder('New', wrong)],
  ['folder.update()', () => folder().update({ displayName: 'x' }, wrong)],
  ['folder.move()', () => folder().move('inbox', wrong)],
  ['folder.copy()', () => folder().copy('inbox', wrong)],
  ['folder.delete()', () => folder().delete(wrong)],
  ['folder.empty()', () => folder().empty(wrong)],
  ['folder.wipe()', () => folder().wipe(wrong as never)],
  ['folder.markAllAsRead()', () => folder().markAllAsRead(wrong)],
  ['item()', () => folder().item('i', wrong)],
  ['create()', () => folder().create({ subject: 'x' }, wrong)],
  ['createAll()', () => folder().createAll([{ subject: 'x' }], wrong)],
  ['import()', () => folder().import('Subject: x\r\n\r\nx', wrong)],
  ['changes()', () => folder().changes(wrong)],
  ['stream()', () => folder().stream(['newMail'], wrong)],
  ['all()', () => folder().all(wrong)],
  ['toArray()', () => folder().toArray(wrong)],
];

test.each(METHODS)('%s', async (name, work) => {
  const error = await wire.refusalOf(work);
  expect(error).toBeInstanceOf(ValidationError);
  expect(error.message).toContain(name);
  expect(error.message).toContain('bogus');
});

test.each([
  ['update', () => folder().update({ displayName: 'x' }, wrong)],
  ['move', () => folder().move('inbox', wrong)],
  ['copy', () => folder().copy('inbox', wrong)],
  ['delete', () => folder().delete(wrong)],
])('folder.%s(): it is told how the items are meant', async (verb, work) => {
  expect((await wire.refusalOf(work)).message).toContain(`items are meant by folder.all().${verb}()`);
});
