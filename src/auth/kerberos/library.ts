/** What Kerberos is to this package, whichever library brings it. */

/** One login at one service. */
export interface SecurityContext {
  /** The next token for the server. `binding` is what the login is bound to. */
  step(token: Uint8Array | undefined, binding: Uint8Array | undefined): Promise<Uint8Array>;
  /** Frees what the system holds for it. */
  close(): void;
}

export interface KerberosUser {
  readonly username: string;
  readonly password: string;
}

export interface KerberosLibrary {
  readonly name: 'koffi' | 'kerberos';
  readonly bindsChannel: boolean;
  /** Without a user: the tickets that the system has for whoever runs this process. */
  open(service: string, user?: KerberosUser): Promise<SecurityContext>;
}
