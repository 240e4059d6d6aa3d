/**
 * The system's GSSAPI (RFC 2744) through koffi: SPNEGO with Kerberos inside, bound to the TLS connection. MIT krb5 on Linux; the
 * GSSAPI of macOS packs its structures differently and is not used. Must not know HTTP.
 */
import { promisify } from 'node:util';
import type { LibraryHandle, TypeObject } from 'koffi';
import { AuthenticationError } from '../../errors.js';
import type { KerberosLibrary, KerberosUser, SecurityContext } from './library.js';

type Koffi = typeof import('koffi');
type Pointer = unknown;

const LIBRARIES = ['libgssapi_krb5.so.2', 'libgssapi_krb5.so'];

const OID = {
  spnego: '2b0601050502',
  kerberos: '2a864886f712010202',
  hostBasedService: '2a864886f71201020104',
  userName: '2a864886f71201020101',
  principalName: '2a864886f71201020201',
} as const;

/** Mutual authentication, replay detection, sequence detection. */
const FLAGS = 2 | 4 | 8;
const INITIATE = 1;

interface Counted {
  length: number;
  value: Uint8Array | null;
}

/** Undefined where the system has no such library; `problems` then says so. */
export function openGssapi(koffi: Koffi, problems: string[]): KerberosLibrary | undefined {
  if (process.platform === 'linux') {
    for (const name of LIBRARIES) {
      try {
        return new Gssapi(koffi, koffi.load(name));
      } catch {
        // The next name.
      }
    }
  }
  problems.push('koffi is there, but not the GSSAPI library of MIT Kerberos.');
  return undefined;
}

class Gssapi implements KerberosLibrary {
  readonly name = 'koffi';
  readonly bindsChannel = true;
  readonly #koffi: Koffi;
  readonly #call: ReturnType<typeof functions>;

  constructor(koffi: Koffi, library: LibraryHandle) {
    this.#koffi = koffi;
    this.#call = functions(koffi, library);
  }

  async open(service: string, user?: KerberosUser): Promise<SecurityContext> {
    const name = this.#import(service, service.includes('/') ? OID.principalName : OID.hostBasedService);
    let credential: Pointer;
    try {
      credential = await this.#acquire(user);
    } catch (error) {
      this.#call.releaseName([0], [name]);
      throw error;
    }
    let context: Pointer = null;
    let closed = false;
    return {
      step: async (token, binding) => {
        const minor = [0];
        const handle = [context];
        const answer: Record<string, unknown>[] = [{}];
        const input = token && counted(token);
        const bindings = binding && {
          initiatorType: 0,
          initiator: counted(),
          acceptorType: 0,
          acceptor: counted(),
          data: counted(binding),
        };
        const spnego = oid(OID.spnego);
        const major = await promisify(this.#call.initSecContext.async)(
          ...[
            minor,
            credential,
            handle,
            name,
            spnego,
            FLAGS,
            0,
            bindings ?? null,
            input ?? null,
            null,
            answer,
            [0],
            null,
          ],
        );
        context = handle[0];
        if (failed(major)) throw this.#failure(service, user, major, minor[0] as number);
        return this.#take(answer);
      },
      close: () => {
        if (closed) return;
        closed = true;
        if (context) this.#call.deleteSecContext([0], [context], null);
        this.#call.releaseCredential([0], [credential]);
        this.#call.releaseName([0], [name]);
      },
    };
  }

  /** Credentials for SPNEGO that may use Kerberos and nothing else. */
  async #acquire(user: KerberosUser | undefined): Promise<Pointer> {
    const minor = [0];
    const credential: Pointer[] = [null];
    const spnego = oidSet(OID.spnego);
    let major: number;
    if (user) {
      const name = this.#import(principalOf(user.username), OID.userName);
      const password = counted(Buffer.from(user.password));
      const acquire = promisify(this.#call.acquireWithPassword.async);
      major = await acquire(minor, name, password, 0, spnego, INITIATE, credential, null, null);
      this.#call.releaseName([0], [name]);
    } else {
      major = await promisify(this.#call.acquire.async)(minor, null, 0, spnego, INITIATE, credential, null, null);
    }
    if (!failed(major)) major = this.#call.setNegotiable(minor, credential[0], oidSet(OID.kerberos));
    if (failed(major)) throw this.#failure(undefined, user, major, minor[0] as number);
    return credential[0];
  }

  #import(text: string, type: string): Pointer {
    const minor = [0];
    const name: Pointer[] = [null];
    const major = this.#call.importName(minor, counted(Buffer.from(text)), oid(type), name);
    if (failed(major)) throw this.#failure(text, undefined, major, minor[0] as number);
    return name[0];
  }

  #take(answer: Record<string, unknown>[]): Buffer {
    const { length, value } = answer[0] as { length: number | bigint; value: Pointer };
    const size = Number(length);
    const bytes = size > 0 ? Buffer.from(this.#koffi.decode(value, 'uint8_t', size) as number[]) : Buffer.alloc(0);
    if (size > 0) this.#call.releaseBuffer([0], answer);
    return bytes;
  }

  #failure(
    service: string | undefined,
    user: KerberosUser | undefined,
    major: number,
    minor: number,
  ): AuthenticationError {
    const text: Record<string, unknown>[] = [{}];
    const more = [0];
    const [status, type] = minor ? [minor, 2] : [major, 1];
    const reason = failed(this.#call.displayStatus([0], status, type, oid(OID.kerberos), more, text))
      ? `status ${major.toString(16)}`
      : this.#take(text).toString();
    return new AuthenticationError(
      'ERR_CREDENTIALS',
      `Kerberos gave no ticket${service ? ` for ${service}` : ''}: ${reason.replace(/\.$/, '')}.`,
      {
        remedy: user
          ? 'Check user name and password, /etc/krb5.conf, and that the clock is right.'
          : 'Log in first (kinit; klist shows the tickets), and check KRB5CCNAME, /etc/krb5.conf and the service name (`spn`).',
      },
    );
  }
}

/** `alice@example.com` is alice of the realm EXAMPLE.COM; a bare name belongs to the default realm of krb5.conf. */
function principalOf(username: string): string {
  const at = username.lastIndexOf('@');
  return at < 0 ? username : username.slice(0, at) + username.slice(at).toUpperCase();
}

/** The upper half of a major status are errors. */
function failed(major: number): boolean {
  return major >>> 16 !== 0;
}

function counted(bytes?: Uint8Array): Counted {
  return { length: bytes?.length ?? 0, value: bytes ?? null };
}

function oid(hex: string): Counted {
  return counted(Buffer.from(hex, 'hex'));
}

function oidSet(hex: string): { count: number; elements: Counted[] } {
  return { count: 1, elements: [oid(hex)] };
}

function functions(koffi: Koffi, library: LibraryHandle) {
  // Without names: a name may be registered once in a process, and this module may be loaded twice.
  const buffer = koffi.struct({ length: 'size_t', value: 'void *' });
  const objectId = koffi.struct({ length: 'uint32_t', value: 'void *' });
  const set = koffi.struct({ count: 'size_t', elements: koffi.pointer(objectId) });
  const bindings = koffi.struct({
    initiatorType: 'uint32_t',
    initiator: buffer,
    acceptorType: 'uint32_t',
    acceptor: buffer,
    data: buffer,
  });
  const to = (type: TypeObject | string) => koffi.pointer(type);
  const status = koffi.out(to('uint32_t'));
  const handle = koffi.inout(to('void *'));
  const func = (name: string, ...parameters: Parameters<LibraryHandle['func']>[2][]) =>
    library.func(name, 'uint32_t', [status, ...parameters] as never);
  const from = (type: TypeObject | string) => to(type) as never;
  const [id, out, inout] = [from(objectId), koffi.out(to(buffer)) as never, handle as never];
  const [number, pointer, integer] = ['uint32_t' as never, 'void *' as never, 'int' as never];
  return {
    importName: func('gss_import_name', from(buffer), id, inout),
    releaseName: func('gss_release_name', inout),
    acquire: func('gss_acquire_cred', pointer, number, from(set), integer, inout, pointer, pointer),
    acquireWithPassword: func(
      'gss_acquire_cred_with_password',
      ...[pointer, from(buffer), number, from(set), integer, inout, pointer, pointer],
    ),
    setNegotiable: func('gss_set_neg_mechs', pointer, from(set)),
    releaseCredential: func('gss_release_cred', inout),
    initSecContext: func(
      'gss_init_sec_context',
      ...[pointer, inout, pointer, id, number, number, from(bindings), from(buffer), pointer, out],
      koffi.out(to('uint32_t')) as never,
      pointer,
    ),
    deleteSecContext: func('gss_delete_sec_context', inout, pointer),
    releaseBuffer: func('gss_release_buffer', koffi.inout(to(buffer)) as never),
    displayStatus: func('gss_display_status', number, integer, id, koffi.inout(to('uint32_t')) as never, out),
  };
}
