/** The calls of GSSAPI (RFC 2744), held against a stand-in for the library: their C types, what goes in, and what is freed. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openGssapi } from '../../src/auth/kerberos/gssapi.js';
import { KerberosScheme } from '../../src/auth/kerberos/kerberos-scheme.js';
import type { KerberosLibrary } from '../../src/auth/kerberos/library.js';
import { said } from '../support/said.js';

const SPNEGO = '2b0601050502';
const KERBEROS = '2a864886f712010202';
const text = (value: string) => ({ length: Buffer.byteLength(value), value: Buffer.from(value) });
const oid = (value: string) => ({ length: value.length / 2, value: Buffer.from(value, 'hex') });
const oidSet = (value: string) => ({ count: 1, elements: [oid(value)] });
const FAILED = 0x000d_0000;

/** What each function does to its arguments, and what it returns. Absent: nothing, and success. */
type Behaviour = Record<string, (args: unknown[]) => number>;

function standIn(behaviour: Behaviour = {}, names = ['libgssapi_krb5.so.2']) {
  const types: Record<string, unknown> = {};
  const calls: [string, ...unknown[]][] = [];
  const loaded: string[] = [];
  const run = (name: string, args: unknown[]) => {
    calls.push([name, ...structuredClone(args)]);
    return behaviour[name]?.(args) ?? 0;
  };
  const koffi = {
    load(file: string) {
      loaded.push(file);
      if (!names.includes(file)) throw new Error('no such file');
      return {
        func(name: string, result: string, parameters: unknown[]) {
          types[name] = [result, ...parameters];
          const call = (...args: unknown[]) => run(name, args);
          return Object.assign(call, {
            async: (...args: unknown[]) => {
              const done = args.pop() as (error: unknown, result: number) => void;
              const result = run(name, args);
              setImmediate(() => done(null, result));
            },
          });
        },
      };
    },
    struct: (members: object) => members,
    pointer: (type: unknown) => `${typeof type === 'string' ? type : JSON.stringify(type)}*`,
    out: (type: string) => `out ${type}`,
    inout: (type: string) => `inout ${type}`,
    decode: (value: Uint8Array, type: string, size: number) => {
      expect(type).toBe('uint8_t');
      return [...value.subarray(0, size)];
    },
  };
  return {
    koffi: koffi as never,
    types,
    calls,
    loaded,
    called: (name: string) => calls.filter(([each]) => each === name),
  };
}

/** A library whose names are n1, n2, …, with one credential and one context. */
function working(more: Behaviour = {}) {
  let names = 0;
  const set = (at: number, value: () => unknown) => (args: unknown[]) => {
    (args[at] as unknown[])[0] = value();
    return 0;
  };
  const answer = (args: unknown[]) => {
    (args[2] as unknown[])[0] = 'context';
    (args[10] as unknown[])[0] = text('ticket');
    return 0;
  };
  return standIn({
    gss_import_name: set(3, () => `n${++names}`),
    gss_acquire_cred: set(5, () => 'credential'),
    gss_acquire_cred_with_password: set(6, () => 'credential'),
    gss_init_sec_context: answer,
    gss_display_status: set(5, () => text('No such realm.')),
    ...more,
  });
}

const platform = Object.getOwnPropertyDescriptor(process, 'platform') as PropertyDescriptor;
const on = (value: string) => Object.defineProperty(process, 'platform', { ...platform, value });
beforeEach(() => void on('linux'));
afterEach(() => void Object.defineProperty(process, 'platform', platform));

const opened = (stand: ReturnType<typeof standIn>) => openGssapi(stand.koffi, []) as KerberosLibrary;

describe('the library', () => {
  test('is looked for by both of its names', () => {
    const stand = standIn({}, ['libgssapi_krb5.so']);
    const problems: string[] = [];
    expect(openGssapi(stand.koffi, problems)).toMatchObject({ name: 'koffi', bindsChannel: true });
    expect(stand.loaded).toEqual(['libgssapi_krb5.so.2', 'libgssapi_krb5.so']);
    expect(problems).toEqual([]);
  });

  test('is the first of them that is there', () => {
    const stand = standIn({}, ['libgssapi_krb5.so.2', 'libgssapi_krb5.so']);
    openGssapi(stand.koffi, []);
    expect(stand.loaded).toEqual(['libgssapi_krb5.so.2']);
  });

  test.each([
    ['linux', 2],
    ['darwin', 0],
    ['win32', 0],
  ])('that is missing, on %s', (system, tries) => {
    on(system);
    const stand = standIn({}, []);
    const problems: string[] = [];
    expect(openGssapi(stand.koffi, problems)).toBeUndefined();
    expect(problems).toEqual(['koffi is there, but not the GSSAPI library of MIT Kerberos.']);
    expect(stand.loaded).toHaveLength(tries);
  });

  test('has its functions with the types of gssapi.h', () => {
    const stand = standIn();
    opened(stand);
    const buffer = { length: 'size_t', value: 'void *' };
    const id = { length: 'uint32_t', value: 'void *' };
    const to = (type: object) => `${JSON.stringify(type)}*`;
    const set = to({ count: 'size_t', elements: to(id) });
    const bindings = to({
      initiatorType: 'uint32_t',
      initiator: buffer,
      acceptorType: 'uint32_t',
      acceptor: buffer,
      data: buffer,
    });
    const status = ['uint32_t', 'out uint32_t*'];
    const handle = 'inout void **';
    const pointer = 'void *';
    expect(stand.types).toEqual({
      gss_import_name: [...status, to(buffer), to(id), handle],
      gss_release_name: [...status, handle],
      gss_acquire_cred: [...status, pointer, 'uint32_t', set, 'int', handle, pointer, pointer],
      gss_acquire_cred_with_password: [
        ...status,
        ...[pointer, to(buffer), 'uint32_t', set, 'int', handle, pointer, pointer],
      ],
      gss_set_neg_mechs: [...status, pointer, set],
      gss_release_cred: [...status, handle],
      gss_init_sec_context: [
        ...[...status, pointer, handle, pointer, to(id), 'uint32_t', 'uint32_t', bindings, to(buffer), pointer],
        ...[`out ${to(buffer)}`, 'out uint32_t*', pointer],
      ],
      gss_delete_sec_context: [...status, handle, pointer],
      gss_release_buffer: [...status, `inout ${to(buffer)}`],
      gss_display_status: [...status, 'uint32_t', 'int', to(id), 'inout uint32_t*', `out ${to(buffer)}`],
    });
  });
});

describe('a login', () => {
  test('with the tickets of the system: the calls, in order, and all is freed once', async () => {
    const stand = working();
    const context = await opened(stand).open('HTTP@mail.b.test');
    expect((await context.step(undefined, undefined)).toString()).toBe('ticket');
    context.close();
    context.close();
    const call = [[0], 'credential', [null], 'n1', oid(SPNEGO), 14, 0, null, null, null, [{}], [0], null];
    expect(stand.calls).toEqual([
      ['gss_import_name', [0], text('HTTP@mail.b.test'), oid('2a864886f71201020104'), [null]],
      ['gss_acquire_cred', [0], null, 0, oidSet(SPNEGO), 1, [null], null, null],
      ['gss_set_neg_mechs', [0], 'credential', oidSet(KERBEROS)],
      ['gss_init_sec_context', ...call],
      ['gss_release_buffer', [0], [text('ticket')]],
      ['gss_delete_sec_context', [0], ['context'], null],
      ['gss_release_cred', [0], ['credential']],
      ['gss_release_name', [0], ['n1']],
    ]);
  });

  test('the second step has the context of the first, the token of the server, and what it is bound to', async () => {
    const stand = working({
      gss_init_sec_context: (args) => {
        const first = (args[2] as unknown[])[0] === null;
        (args[2] as unknown[])[0] = 'context';
        (args[10] as unknown[])[0] = first ? text('ticket') : { length: 0n, value: null };
        return 1;
      },
    });
    const context = await opened(stand).open('HTTP@mail.b.test');
    await context.step(undefined, Buffer.from('bound'));
    expect(await context.step(Buffer.from('token'), undefined)).toHaveLength(0);
    const [first, second] = stand.called('gss_init_sec_context');
    const nothing = { length: 0, value: null };
    expect(first?.[8]).toEqual({
      initiatorType: 0,
      initiator: nothing,
      acceptorType: 0,
      acceptor: nothing,
      data: text('bound'),
    });
    expect([first?.[9], second?.[8]]).toEqual([null, null]);
    expect([second?.[3], second?.[9]]).toEqual([['context'], text('token')]);
    // An empty answer is no memory of the library's.
    expect(stand.called('gss_release_buffer')).toHaveLength(1);
  });

  test('that was never begun has no context to free', async () => {
    const stand = working();
    (await opened(stand).open('HTTP@mail.b.test')).close();
    expect(stand.called('gss_delete_sec_context')).toEqual([]);
    expect(stand.called('gss_release_cred')).toHaveLength(1);
  });

  test('at a principal by its exact name', async () => {
    const stand = working();
    await opened(stand).open('HTTP/mail.b.test@B.TEST');
    expect(stand.calls[0]?.slice(2, 4)).toEqual([text('HTTP/mail.b.test@B.TEST'), oid('2a864886f71201020201')]);
  });

  test.each([
    ['alice', 'alice'],
    ['alice@b.test', 'alice@B.TEST'],
    ['a@b@c.test', 'a@b@C.TEST'],
    ['@b.test', '@B.TEST'],
  ])('as %s: the principal %s, by password', async (username, principal) => {
    const stand = working();
    await opened(stand).open('HTTP@mail.b.test', { username, password: 'pässwörd' });
    expect(stand.calls.slice(1)).toEqual([
      ['gss_import_name', [0], text(principal), oid('2a864886f71201020101'), [null]],
      ['gss_acquire_cred_with_password', [0], 'n2', text('pässwörd'), 0, oidSet(SPNEGO), 1, [null], null, null],
      ['gss_release_name', [0], ['n2']],
      ['gss_set_neg_mechs', [0], 'credential', oidSet(KERBEROS)],
    ]);
  });
});

describe('what fails', () => {
  const KINIT =
    'Log in first (kinit; klist shows the tickets), and check KRB5CCNAME, /etc/krb5.conf and the service name (`spn`).';
  const PASSWORD = 'Check user name and password, /etc/krb5.conf, and that the clock is right.';
  const fails = (minor: number) => (args: unknown[]) => {
    (args[0] as unknown[])[0] = minor;
    return FAILED;
  };
  const failure = (run: Promise<unknown>) =>
    run.then(
      () => undefined,
      (error: Error) => error,
    );

  test.each([
    [0, [FAILED, 1]],
    [77, [77, 2]],
  ])(
    'no credential, with the minor status %i: the reason is asked for, and the name is freed',
    async (minor, asked) => {
      const stand = working({ gss_acquire_cred: fails(minor) });
      const error = await failure(opened(stand).open('HTTP@mail.b.test'));
      expect(error).toMatchObject({ code: 'ERR_CREDENTIALS', remedy: KINIT });
      expect(said(error)).toBe('Kerberos gave no ticket: No such realm.');
      expect(stand.calls.slice(-3)).toEqual([
        ['gss_display_status', [0], ...asked, oid(KERBEROS), [0], [{}]],
        ['gss_release_buffer', [0], [text('No such realm.')]],
        ['gss_release_name', [0], ['n1']],
      ]);
    },
  );

  test('a wrong password', async () => {
    const stand = working({ gss_acquire_cred_with_password: fails(0) });
    const error = await failure(opened(stand).open('HTTP@mail.b.test', { username: 'ann', password: 'x1' }));
    expect(error).toMatchObject({ remedy: PASSWORD });
    expect(stand.called('gss_set_neg_mechs')).toEqual([]);
    expect(stand.called('gss_release_name').map(([, , name]) => name)).toEqual([['n2'], ['n1']]);
  });

  test('a library that does not let the mechanism be chosen', async () => {
    const error = await failure(opened(working({ gss_set_neg_mechs: fails(0) })).open('HTTP@mail.b.test'));
    expect(error).toMatchObject({ code: 'ERR_CREDENTIALS' });
  });

  test('a name that is none', async () => {
    const error = await failure(opened(working({ gss_import_name: fails(0) })).open('HTTP@mail.b.test'));
    expect(said(error)).toBe('Kerberos gave no ticket for HTTP@mail.b.test: No such realm.');
  });

  test('no ticket for the server', async () => {
    const stand = working({ gss_init_sec_context: fails(0) });
    const context = await opened(stand).open('HTTP@mail.b.test', { username: 'ann', password: 'x1' });
    const error = await failure(context.step(undefined, undefined));
    expect(said(error)).toBe('Kerberos gave no ticket for HTTP@mail.b.test: No such realm.');
    expect(error).toMatchObject({ remedy: PASSWORD });
  });

  test('without words for it: the status itself', async () => {
    const stand = working({ gss_acquire_cred: fails(0), gss_display_status: () => FAILED });
    expect(said(await failure(opened(stand).open('HTTP@mail.b.test')))).toBe('Kerberos gave no ticket: status d0000.');
  });

  test.each([
    [0x0001_0000, true],
    [0x8000_0000, true],
    [0x0000_ffff, false],
  ])('the major status %i is an error: %p', async (major, error) => {
    const run = failure(opened(working({ gss_set_neg_mechs: () => major })).open('HTTP@mail.b.test'));
    expect((await run) instanceof Error).toBe(error);
  });
});

describe('what the system holds for a login is given back when the login has ended', () => {
  const url = new URL('https://mail.b.test/');
  const begun = async (more: Behaviour = {}) => {
    const stand = working(more);
    const scheme = new KerberosScheme({ library: 'koffi' }, async () => stand.koffi);
    const handshake = await scheme.begin(url);
    await handshake.step(undefined, undefined);
    return { stand, handshake };
  };
  const freed = ({ called }: ReturnType<typeof standIn>) =>
    ['gss_delete_sec_context', 'gss_release_cred', 'gss_release_name'].map((name) => called(name).length);

  test.each([undefined, Buffer.from('me too')])('with the last token of the server %p', async (token) => {
    const { stand, handshake } = await begun();
    expect(freed(stand)).toEqual([0, 0, 0]);
    await handshake.end?.(token);
    expect(freed(stand)).toEqual([1, 1, 1]);
    expect(stand.called('gss_init_sec_context')).toHaveLength(token ? 2 : 1);
  });

  test('also where that token is no good', async () => {
    let steps = 0;
    const { stand, handshake } = await begun({
      gss_init_sec_context: (args) => {
        (args[2] as unknown[])[0] = 'context';
        (args[10] as unknown[])[0] = text('ticket');
        return ++steps > 1 ? FAILED : 0;
      },
    });
    await expect(handshake.end?.(Buffer.from('no'))).rejects.toMatchObject({ code: 'ERR_CREDENTIALS' });
    expect(freed(stand)).toEqual([1, 1, 1]);
  });
});
