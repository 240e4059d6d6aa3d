/** What a file keeps: everything that was answered, also after a kill -9. */
import '../../support/judged-sandboxes.js';
import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Failure } from '../../../src/sandbox/base/failure.js';
import { Database } from '../../../src/sandbox/store/database.js';
import { formatId, parseId } from '../../../src/sandbox/store/ids.js';
import { parseValue, stringifyValue } from '../../../src/sandbox/store/json.js';
import { takeOver } from '../../../src/sandbox/store/owner.js';
import { Sandbox } from '../../../src/sandbox.js';
import { all, ask, create, findItem } from '../raw.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sandbox-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('in memory', () => {
  const MB = 2 ** 20;
  const add = (db: Database, content: Uint8Array) =>
    db.transaction(() => db.run('INSERT INTO attachments (item, content) VALUES (1, ?)', content));
  const count = (db: Database) => Number(db.get('SELECT count(*) AS n FROM attachments')?.['n']);

  test('what does not fit is refused, what is there stays, and what is deleted makes room', async () => {
    const db = await Database.open(undefined, 20 * MB);
    for (let one = 0; one < 9; one++) add(db, new Uint8Array(2 * MB));
    expect(() => add(db, new Uint8Array(2 * MB))).toThrow('A sandbox in memory holds 20 MB; give it a file (data)');
    expect(() => add(db, new Uint8Array(2 * MB))).toThrow(Failure);
    expect(count(db)).toBe(9);
    db.run('UPDATE attachments SET kind = ? WHERE item = 1', 'file');
    db.run('DELETE FROM attachments WHERE id <= 4');
    add(db, new Uint8Array(2 * MB));
    expect(count(db)).toBe(6);
    db.close();
  });

  test('many that are small, and copies of what is there, are counted as well', async () => {
    const db = await Database.open(undefined, 8 * MB);
    const fill = (work: () => void) => {
      for (let one = 0; one < 10_000; one++) work();
    };
    expect(() => fill(() => add(db, new Uint8Array(4000)))).toThrow(Failure);
    const before = count(db);
    expect(before * 4000).toBeGreaterThan(6 * MB);
    expect(before * 4000).toBeLessThan(8 * MB);
    db.run('DELETE FROM attachments WHERE id > 50');
    const copy = 'INSERT INTO attachments (item, content) SELECT item, content FROM attachments LIMIT 50';
    expect(() => fill(() => db.run(copy))).toThrow(Failure);
    expect(count(db)).toBeGreaterThan(1000);
    db.close();
  });

  test('a file takes more', async () => {
    const db = await Database.open(join(folder, 'large.db'), MB);
    add(db, new Uint8Array(2 * MB));
    expect(count(db)).toBe(1);
    db.close();
  });
});

describe('data file', () => {
  test('a sandbox on the same file has what the last one was given', async () => {
    const data = join(folder, 'mail.db');
    const first = await Sandbox.start({ data });
    await create(first, '<t:Message><t:Subject>kept</t:Subject></t:Message>', 'drafts');
    await first.close();
    const second = await Sandbox.start({ data });
    expect(all(await ask(second, findItem('drafts')), 'Subject')).toEqual(['kept']);
    await second.close();
  });

  test('the lock of a killed process does not keep the file closed', async () => {
    const data = join(folder, 'mail.db');
    const first = await Sandbox.start({ data });
    await create(first, '<t:Message><t:Subject>kept</t:Subject></t:Message>', 'drafts');
    await first.close();
    mkdirSync(`${data}.lock`, { recursive: true });
    const second = await Sandbox.start({ data });
    expect(all(await ask(second, findItem('drafts')), 'Subject')).toEqual(['kept']);
    await second.close();
    expect(existsSync(`${data}.pid`)).toBe(false);
  });

  test('a file that a living process has open is refused', async () => {
    const data = join(folder, 'mail.db');
    const other = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)']);
    try {
      const { writeFileSync } = await import('node:fs');
      writeFileSync(`${data}.pid`, String(other.pid));
      await expect(Database.open(data)).rejects.toThrow(/in use by the process/);
    } finally {
      other.kill();
    }
  });

  test('a second sandbox of the same process is refused, and can have the file afterwards', async () => {
    const data = join(folder, 'mail.db');
    const first = await Sandbox.start({ data });
    await expect(Sandbox.start({ data })).rejects.toThrow(/in use by another sandbox, of this process/);
    await create(first, '<t:Message><t:Subject>kept</t:Subject></t:Message>', 'drafts');
    await first.close();
    const second = await Sandbox.start({ data });
    expect(all(await ask(second, findItem('drafts')), 'Subject')).toEqual(['kept']);
    await second.close();
  });

  test('one of another container, where the number of its process says nothing, is told by its socket', async () => {
    const data = join(folder, 'mail.db');
    const { writeFileSync } = await import('node:fs');
    const release = await takeOver(data);
    writeFileSync(`${data}.pid`, '2147483647');
    await expect(Database.open(data)).rejects.toThrow(/in use by another sandbox/);
    release();
    const db = await Database.open(data);
    db.close();
  });

  test('a socket that nobody listens on any more keeps nobody out', async () => {
    const data = join(folder, 'mail.db');
    const script = `require('node:net').createServer().listen(process.argv[1], () => process.kill(process.pid, 'SIGKILL'))`;
    await new Promise((resolve) => spawn(process.execPath, ['-e', script, `${data}.owner`]).once('exit', resolve));
    expect(existsSync(`${data}.owner`)).toBe(true);
    const db = await Database.open(data);
    db.close();
  });

  test('a process that is killed within a transaction leaves what was committed, whole', async () => {
    const [data, copy] = [join(folder, 'mail.db'), join(folder, 'killed.db')];
    const db = await Database.open(data);
    db.transaction(() => {
      for (let row = 0; row < 20_000; row++)
        db.run('INSERT INTO mailboxes (address, name) VALUES (?, ?)', `${row}`, `committed ${'x'.repeat(200)}`);
    });
    db.transaction(() => {
      // More than SQLite holds in memory: some of it stands in the files already.
      db.run(`UPDATE mailboxes SET name = replace(name, 'committed', 'half done')`);
      for (const end of ['', '-wal', '-journal']) if (existsSync(data + end)) copyFileSync(data + end, copy + end);
    });
    db.close();
    const killed = await Database.open(copy);
    expect(killed.get(`SELECT count(*) AS whole FROM mailboxes WHERE name LIKE 'committed%'`)).toEqual({
      whole: 20_000,
    });
    expect(killed.get('PRAGMA integrity_check')).toEqual({ integrity_check: 'ok' });
    killed.close();
  });

  test('the log beside the file does not grow with what is written, whatever was read meanwhile', async () => {
    const data = join(folder, 'log.db');
    const db = await Database.open(data);
    for (let round = 0; round < 40; round++) {
      db.transaction(() => {
        for (let row = 0; row < 100; row++)
          db.run('INSERT INTO mailboxes (address, name) VALUES (?, ?)', `${round} ${row}`, 'x'.repeat(1000));
      });
      expect(db.get('SELECT id FROM mailboxes WHERE id > ?', round)).toEqual({ id: round + 1 });
    }
    expect(statSync(`${data}-wal`).size).toBeLessThan(statSync(data).size / 2);
    db.close();
  });

  test('a transaction is undone whole; one within it, only itself', async () => {
    const db = await Database.open();
    const count = () => Number(db.get('SELECT count(*) AS n FROM mailboxes')?.['n']);
    const add = (address: string) => db.run('INSERT INTO mailboxes (address) VALUES (?)', address);
    expect(() =>
      db.transaction(() => {
        add('a');
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(count()).toBe(0);
    db.transaction(() => {
      add('b');
      expect(() =>
        db.transaction(() => {
          add('c');
          throw new Error('no');
        }),
      ).toThrow('no');
    });
    expect(count()).toBe(1);
    db.close();
  });
});

describe('values', () => {
  test('dates, bytes, big integers and what is no number survive the text', () => {
    const value = {
      at: new Date(5),
      bytes: new Uint8Array([1, 2]),
      big: 2n ** 60n,
      double: [Number.NaN, Number.NEGATIVE_INFINITY],
      list: [{ a: new Date(6) }],
      none: undefined,
    };
    expect(parseValue(stringifyValue(value))).toEqual(value);
  });

  test('ids say what they name', () => {
    const id = {
      guid: '69b1145a-0333-4875-161e-a18c1373b570',
      folder: 7,
      item: 9,
      occurrence: 1_800_000_000_000,
      attachment: [3, 1],
    };
    expect(parseId(formatId(id))).toEqual(id);
    expect(formatId({ guid: id.guid, folder: 7 })).toMatch(/^AAMk/);
    expect(() => parseId('AAMkAD')).toThrow('Id is malformed.');
    expect(() => parseId('')).toThrow('Id must be non-empty.');
  });
});
