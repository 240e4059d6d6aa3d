/** What the requests of the comparison are made with: an operation with a body, and the values that many of them share. */
import type { Struct } from '../../src/raw.js';

/** A request: by the type of `body`, one that a program would send. */
export interface Sample {
  readonly operation: string;
  readonly body: Struct;
}

interface Named<Request> {
  readonly name: string;
  readonly requestType: new (init?: Request) => Request;
}

export function sample<Request extends Struct>(operation: Named<Request>, body: NoInfer<Request>): Sample {
  return { operation: operation.name, body: new operation.requestType(body) };
}

export const ITEM = { kind: 'itemId', id: 'AAMkADExampleItem=', changeKey: 'CQAAABYAAAA+/example' } as const;
export const FOLDER = { kind: 'folderId', id: 'AAMkADExampleFolder=', changeKey: 'AQAAABYAAAA=' } as const;
export const ANNA = { name: 'Anna Berg', emailAddress: 'anna@contoso.example', routingType: 'SMTP' } as const;
export const BO = { name: 'Bo "Ö" Lindqvist & Co', emailAddress: 'bo@contoso.example' } as const;

export const inbox = { kind: 'distinguishedFolderId', id: 'inbox' } as const;

type WellKnown =
  | 'inbox'
  | 'calendar'
  | 'contacts'
  | 'tasks'
  | 'drafts'
  | 'sentitems'
  | 'deleteditems'
  | 'msgfolderroot';

/** A well-known folder where one is wanted, and where several are. */
export const folder = <Id extends WellKnown>(id: Id) => ({ distinguishedFolderId: { id } });
export const folders = <Id extends WellKnown>(id: Id) => [{ kind: 'distinguishedFolderId' as const, id }];
export const field = <URI extends string>(fieldURI: URI) => ({ kind: 'fieldURI' as const, fieldURI });
export const constant = (value: string) => ({ kind: 'constant' as const, value });

/** An instant; node-soap and we both take a Date. */
export const at = (text: string): Date => new Date(text);
