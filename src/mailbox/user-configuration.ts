/** Settings of programs, kept hidden in a folder by name: values, XML, bytes. Must not know what folders are beside that. */
import { isUint8Array } from 'node:util/types';
import { checkOptions, OBJECT, type Rules, rule, TEXT, ValidationError, type Violation } from '../errors.js';
import { REQUEST_RULES, type RequestOptions } from '../requests/options.js';
import type { FolderAccess } from '../requests/resolve-place.js';
import {
  type ConfigurationPlace,
  deleteUserConfiguration,
  getUserConfiguration,
  setUserConfiguration,
} from '../requests/user-configuration.js';
import {
  type ConfigurationDictionary,
  type ConfigurationValue,
  readDictionary,
  type TypedConfigurationValue,
  writeDictionary,
} from './configuration-value.js';

/** What is kept. */
export interface ConfigurationData {
  /** Settings by name; empty where there are none. */
  readonly dictionary: ConfigurationDictionary;
  /** A text, XML as a rule. */
  readonly xmlData?: string | undefined;
  /** Bytes. */
  readonly binaryData?: Uint8Array | undefined;
}

/** What is to be kept. Each part takes the place of the old one as a whole; one that is left out stays as it is. */
export interface NewConfigurationData {
  /** Settings by name. */
  dictionary?: Readonly<Record<string, ConfigurationValue | TypedConfigurationValue | undefined>> | undefined;
  /** A text, XML as a rule. */
  xmlData?: string | undefined;
  /** Bytes. */
  binaryData?: Uint8Array | undefined;
}

const DATA_RULES: Rules<NewConfigurationData> = {
  dictionary: OBJECT,
  xmlData: TEXT,
  binaryData: rule('bytes, as a Uint8Array', isUint8Array),
};

/** `folder.userConfiguration('MyProgram')`. */
export class UserConfiguration {
  /** What it is called. */
  readonly name: string;
  readonly #folder: FolderAccess;

  /** Made by folders. */
  constructor(folder: FolderAccess, name: string) {
    if (typeof name !== 'string' || name === '')
      throw new ValidationError('folder.userConfiguration()', [{ path: 'name', message: 'expected a name, as text' }]);
    this.#folder = folder;
    this.name = name;
  }

  /** What is kept; undefined when nothing is. */
  async get(options: RequestOptions = {}): Promise<ConfigurationData | undefined> {
    checkOptions('userConfiguration.get()', options, REQUEST_RULES);
    const parts = await getUserConfiguration(this.#folder.session, await this.#place(options), options);
    if (parts === undefined) return undefined;
    const { dictionary = [], xmlData, binaryData } = parts;
    return {
      dictionary: readDictionary(dictionary),
      ...(xmlData && { xmlData: Buffer.from(xmlData).toString() }),
      ...(binaryData && { binaryData }),
    };
  }

  /** Makes it, or puts these parts into the place of those that are there. */
  async set(data: NewConfigurationData, options: RequestOptions = {}): Promise<void> {
    checkOptions('userConfiguration.set()', data, DATA_RULES);
    checkOptions('userConfiguration.set()', options, REQUEST_RULES);
    const { dictionary, xmlData, binaryData } = data;
    const violations: Violation[] = [];
    const entries = dictionary && writeDictionary(dictionary, violations);
    if (violations.length > 0) throw new ValidationError('userConfiguration.set()', violations);
    const parts = {
      ...(entries && { dictionary: entries }),
      ...(xmlData !== undefined && { xmlData: Buffer.from(xmlData) }),
      ...(binaryData && { binaryData }),
    };
    await setUserConfiguration(this.#folder.session, await this.#place(options), parts, options);
  }

  /** Nothing is kept any more. Throws where nothing was. */
  async delete(options: RequestOptions = {}): Promise<void> {
    checkOptions('userConfiguration.delete()', options, REQUEST_RULES);
    await deleteUserConfiguration(this.#folder.session, await this.#place(options), options);
  }

  async #place(options: RequestOptions): Promise<ConfigurationPlace> {
    return { folder: await this.#folder.resolve(options), name: this.name };
  }
}
