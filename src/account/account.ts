/** A mailbox, and the login that it is opened by. They know each other, so they stand together. */
import { inspect } from 'node:util';
import type { Credentials, UserNameAndPassword } from '../auth/credentials.js';
import type { AutodiscoverResult } from '../autodiscover/options.js';
import type { Client } from '../client/client.js';
import type { CallOptions } from '../client/options.js';
import type { ServerVersion } from '../client/versions.js';
import type { Operation, Struct } from '../codec/index.js';
import { checkOptions, oneOf, type Rules, rule } from '../errors.js';
import { type Field, fieldList } from '../fields/field-list.js';
import type { NewItem } from '../fields/given.js';
import { buildNewItem } from '../fields/new-item.js';
import { checkOwnFields, type ExtendedFields, type ExtendedValues, type NoFields } from '../fields/own-fields.js';
import { formsOf, wholeShape } from '../fields/shape.js';
import { type AnyItem, hiddenBy, ITEM_CLASSES, type ItemElement } from '../items/classes.js';
import { withSender } from '../items/from.js';
import type { Message } from '../items/message.js';
import { sendNew } from '../items/saving.js';
import { KINDS } from '../kinds/kinds.js';
import type { AnyModel } from '../kinds/models.js';
import { sessionWithFields } from '../kinds/with-fields.js';
import { type IdLike, ItemSet, type ItemsOrIds, readId } from '../query/item-set.js';
import { convertId, type IdForm } from '../requests/convert-id.js';
import { getItem } from '../requests/get-item.js';
import { Listing } from '../requests/listing.js';
import {
  READ_RULES,
  REQUEST_RULES,
  type ReadOptions,
  type RequestOptions,
  SEND_RULES,
  type SendOptions,
} from '../requests/options.js';
import type { Session } from '../requests/session.js';
import { Connections } from './connections.js';
import { canonicalCulture } from './culture.js';
import type { Impersonation } from './identity.js';
import { MailboxSubjects } from './mailbox-subjects.js';
import {
  type AccountOptions,
  type ConnectOptions,
  checkAccount,
  checkConnect,
  checkCredentials,
  checkExchange,
  type ExchangeOptions,
} from './options.js';
import { type ServerInfo, serverInfo } from './server-info.js';
import { type ServerTimeZone, serverTimeZones } from './server-time-zones.js';
import { zoneOf } from './zone.js';

/**
 * A login at an organization: what its accounts share. Closing it closes the connections, and ends the streams, of all of them. Who wants
 * one mailbox only never meets it: `Account.connect()`.
 */
export class Exchange implements AsyncDisposable {
  readonly #connections: Connections;
  readonly #endpoint: string | URL | undefined;
  readonly #options: ExchangeOptions;
  #first: Session | undefined;

  /** Sends nothing. Throws ValidationError with everything that is wrong with the options. */
  constructor(options: ExchangeOptions) {
    checkExchange(options);
    this.#connections = new Connections(options);
    this.#endpoint = options.endpoint;
    this.#options = options;
  }

  /**
   * Another mailbox on the same login, by the rights that one has in it, or as its owner with `impersonate`. There is nothing to close in
   * it: its streams end by themselves, the rest with the login.
   */
  async account(email: string, options: AccountOptions = {}): Promise<Account> {
    const zone = zoneOf(options?.timeZone);
    checkAccount(email, options, zone);
    const { session, discovered } = await this.#connections.open(email, options, zone);
    this.#first ??= session;
    return new Account(session, this, false, discovered, options);
  }

  /** What the server says of itself. */
  async info(options: RequestOptions = {}): Promise<ServerInfo> {
    checkOptions('exchange.info()', options, REQUEST_RULES);
    return serverInfo(await this.#client(), options);
  }

  /** What the login goes by, as was said or by default; of the scheme, as soon as one was used. */
  get settings(): ExchangeSettings {
    const { connections, concurrency } = this.#connections;
    const { requestsPerConnection, timeoutMs, deadlineMs, retry, readOnly = false } = this.#options;
    const endpoint = this.#first?.client.endpoint;
    const scheme = endpoint && this.#connections.schemeOf(endpoint);
    return { connections, concurrency, requestsPerConnection, timeoutMs, deadlineMs, retry, readOnly, scheme };
  }

  /**
   * Logs in by others from the next request on, for all accounts: a password that has changed, a token of another kind. What is under way ends
   * as it began, and its connections are closed then. Whom mail is from, an account knows since it was opened.
   */
  async setCredentials(given: Credentials | UserNameAndPassword): Promise<void> {
    checkCredentials(given);
    await this.#connections.setCredentials(given);
  }

  /** The zones that the server knows. Exchange 2010. */
  timeZones(options: RequestOptions = {}): Listing<ServerTimeZone> {
    const zones = async function* (client: Promise<Client | undefined>, more: RequestOptions) {
      yield* serverTimeZones(await client, more);
    };
    return new Listing('exchange.timeZones()', (more) => zones(this.#client(), more), options);
  }

  async #client(): Promise<Client | undefined> {
    if (this.#first !== undefined || !this.#endpoint) return this.#first?.client;
    return this.#connections.client(new URL(this.#endpoint));
  }

  /** Closes the connections. */
  async close(): Promise<void> {
    await this.#connections[Symbol.asyncDispose]();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  [inspect.custom](): string {
    return `Exchange ${this.#first?.client.endpoint ?? this.#endpoint ?? '(endpoint not searched for yet)'}`;
  }
}

/** What a login goes by. */
export interface ExchangeSettings
  extends Pick<ExchangeOptions, 'requestsPerConnection' | 'timeoutMs' | 'deadlineMs' | 'retry'> {
  /** Requests under way at a time, of all accounts. */
  readonly connections: number;
  /** Requests of one piece of work under way at a time. */
  readonly concurrency: number;
  /** Whether everything that does not only read is refused. */
  readonly readOnly: boolean;
  /** By which scheme the server lets us in (`NTLM`, `Bearer`); undefined before the first request. */
  readonly scheme: string | undefined;
}

/** How one item is read. */
export interface ItemOptions<F extends ExtendedFields> extends ReadOptions {
  /** Own fields, by name. */
  fields?: F | undefined;
}

const ITEM_RULES: Rules<ItemOptions<ExtendedFields>> = {
  ...READ_RULES,
  fields: rule(
    'own fields, as { name: extendedProperty({...}) }',
    (value) => typeof value === 'object' && value !== null,
  ),
};

/** How an id is converted. */
export interface ConvertOptions extends RequestOptions {
  /** The form that the id has. Default: `EwsId`. */
  from?: IdForm | undefined;
  /** The form that it is to have. `RestId` is Microsoft Graph's. */
  to: IdForm;
}

const ID_FORM = oneOf('EwsLegacyId', 'EwsId', 'EntryId', 'HexEntryId', 'StoreId', 'OwaId', 'RestId');
const CONVERT_RULES: Rules<ConvertOptions> = { ...REQUEST_RULES, from: ID_FORM, to: ID_FORM };

/** A mailbox. Close it when done: `await account.close()`, or `await using account = await Account.connect(...)`. */
export class Account extends MailboxSubjects implements AsyncDisposable {
  readonly #session: Session;
  readonly #ownsLogin: boolean;
  /** The login that it is opened by. */
  readonly exchange: Exchange;
  /**
   * What autodiscover said of the mailbox: its owner's name, the address by which the server finds it (`autoDiscoverSmtpAddress`), every setting by its
   * name. Undefined where the endpoint was given.
   */
  readonly discovered: AutodiscoverResult | undefined;
  /** Language of what the server makes for this account; undefined where it is the mailbox's own. */
  readonly culture: string | undefined;
  /** As whom the account acts; undefined where it is whoever logs in. */
  readonly impersonate: Impersonation | undefined;
  /** Whether everything that does not only read is refused. */
  readonly readOnly: boolean;

  /** Made by {@link Account.connect} and {@link Exchange.account}. */
  constructor(
    session: Session,
    exchange: Exchange,
    ownsLogin: boolean,
    discovered?: AutodiscoverResult,
    { culture, impersonate, readOnly }: AccountOptions = {},
  ) {
    super();
    this.culture = canonicalCulture(culture);
    this.impersonate = impersonate === true ? { primarySmtpAddress: session.email } : impersonate;
    this.readOnly = readOnly ?? exchange.settings.readOnly;
    this.#session = session;
    this.exchange = exchange;
    this.#ownsLogin = ownsLogin;
    this.discovered = discovered;
  }

  /**
   * Connects to a mailbox, on a login of its own, which is closed with the account: finds the endpoint by autodiscover unless it is
   * given. The first call shows whether the credentials are right. Throws ValidationError, with everything that is wrong, before anything
   * is sent.
   */
  static async connect(options: ConnectOptions): Promise<Account> {
    checkConnect(options, zoneOf(options?.timeZone));
    const { email, signal, readOnly, impersonate, timeZone, culture, ...login } = options;
    const exchange = new Exchange({ ...login, readOnly });
    const account = await exchange.account(email, { signal, impersonate, timeZone, culture });
    return new Account(account.#session, exchange, true, account.discovered, options);
  }

  protected override session(): Session {
    return this.#session;
  }

  /** Primary address of the mailbox: one's own, or the one that was opened with rights to it. */
  get email(): string {
    return this.#session.email;
  }

  /** IANA name of the zone in which wall times and days are meant. */
  get timeZone(): string {
    return this.#session.timeZone;
  }

  /** URL of Exchange.asmx. */
  get endpoint(): URL {
    return this.#session.client.endpoint;
  }

  /** What the server said of its version; undefined before the first answer. `exchange.info()` asks for it. */
  get serverVersion(): ServerVersion | undefined {
    return this.#session.client.serverVersion;
  }

  /** One item by its id, of whatever class. (`folder.item(id)` types it by the folder.) */
  async item<const F extends ExtendedFields = NoFields>(
    id: IdLike,
    options: ItemOptions<F> = {},
  ): Promise<AnyItem & Partial<ExtendedValues<F>>> {
    checkOptions('account.item()', options, ITEM_RULES);
    const { fields, pageSize: _size, ...rest } = options;
    const session = fields === undefined ? this.#session : sessionWithFields(this.#session, fields, KINDS.any);
    const shape = wholeShape({ fields: session.fields, ...formsOf(rest) });
    const item = await getItem<AnyItem & Partial<ExtendedValues<F>>>(session, { itemId: readId(id) }, shape, rest);
    checkOwnFields(session.fields, (name) => hiddenBy(session.registry, name, [item.kind]));
    return item;
  }

  /** The members of a class of items, and what may be done with each: `account.fieldsOf('contact')`. */
  fieldsOf(kind: ItemElement): readonly Field[] {
    checkOptions('account.fieldsOf()', { kind }, { kind: oneOf(...(Object.keys(ITEM_CLASSES) as ItemElement[])) });
    return fieldList(this.#session.registry, ITEM_CLASSES[kind].type);
  }

  /** Items or ids at hand: read, changed, sent. Items of another account are refused unsent. */
  items(ids: ItemsOrIds): ItemSet<AnyModel> {
    return new ItemSet<AnyModel>(this.#session, ids, KINDS.any);
  }

  /** Sends a message from this mailbox: without `impersonate`, `from` is its address unless the message says another. */
  async send(message: NewItem<Message>, options: SendOptions = {}): Promise<void> {
    checkOptions('account.send()', options, SEND_RULES);
    const { registry, fields, timeZone } = this.#session;
    const item = buildNewItem(message, { registry, type: 'MessageType', kind: 'message', fields, timeZone });
    await sendNew(this.#session, withSender(this.#session, item), options);
  }

  /** An id of this mailbox in another form, for other programs and older servers. */
  async convertId(id: IdLike, options: ConvertOptions): Promise<string> {
    checkOptions('account.convertId()', options, CONVERT_RULES);
    const { from = 'EwsId', to, ...rest } = options;
    return convertId(this.#session, readId(id).id, from, to, rest);
  }

  /**
   * Calls any operation of the server, typed from the schema (`ewskit/raw` has them). Throws for the first response message that is an
   * error, unless `errors: 'return'`.
   */
  call<Request extends Struct, Response extends Struct>(
    operation: Operation<Request, Response>,
    request: NoInfer<Request>,
    options: CallOptions = {},
  ): Promise<Response> {
    return this.#session.client.call(operation, request, { classes: this.#session.classes, ...options });
  }

  /** Closes the connections of a login that was made for it, for what else was opened on it, too; of another it closes nothing. */
  async close(): Promise<void> {
    if (this.#ownsLogin) await this.exchange.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  [inspect.custom](): string {
    return `Account ${this.email} at ${this.endpoint}`;
  }
}
