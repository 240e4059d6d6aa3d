/** A contact as cards and EWS both have it, in the members of a contact. Types, and the keys by which its entries are told. */

export interface CardAddress {
  key: string;
  street?: string | undefined;
  city?: string | undefined;
  state?: string | undefined;
  countryOrRegion?: string | undefined;
  postalCode?: string | undefined;
}

interface Entry {
  key: string;
  value: string;
}

export interface ContactCard {
  displayName?: string | undefined;
  givenName?: string | undefined;
  middleName?: string | undefined;
  surname?: string | undefined;
  generation?: string | undefined;
  nickname?: string | undefined;
  companyName?: string | undefined;
  department?: string | undefined;
  jobTitle?: string | undefined;
  profession?: string | undefined;
  manager?: string | undefined;
  assistantName?: string | undefined;
  spouseName?: string | undefined;
  businessHomePage?: string | undefined;
  birthday?: Date | undefined;
  weddingAnniversary?: Date | undefined;
  sensitivity?: string | undefined;
  categories?: string[] | undefined;
  body?: { bodyType: 'HTML' | 'Text'; value?: string | undefined } | undefined;
  emailAddresses?: (Entry & { routingType?: string | undefined })[] | undefined;
  phoneNumbers?: Entry[] | undefined;
  imAddresses?: Entry[] | undefined;
  physicalAddresses?: CardAddress[] | undefined;
  /** A picture, and what it is. */
  photo?: { content: Uint8Array; contentType: string } | undefined;
}

/** Types of TEL, in the order in which they are looked for, and the entries that they are (MS-OXVCARD 2.1.3.3.1). */
export const PHONES: readonly (readonly [types: readonly string[], keys: readonly string[]])[] = [
  [['home', 'fax'], ['HomeFax']],
  [['work', 'fax'], ['BusinessFax']],
  [['fax'], ['OtherFax']],
  [['pager'], ['Pager']],
  [['car'], ['CarPhone']],
  [['isdn'], ['Isdn']],
  [['cell'], ['MobilePhone']],
  [['work'], ['BusinessPhone', 'BusinessPhone2']],
  [['home'], ['HomePhone', 'HomePhone2']],
  [['pref'], ['PrimaryPhone', 'OtherTelephone']],
  [['voice'], ['OtherTelephone']],
];

/** Those of X-MS-TEL (MS-OXVCARD 2.1.3.9.5). */
export const MICROSOFT_PHONES: Readonly<Record<string, string>> = {
  ASSISTANT: 'AssistantPhone',
  CALLBACK: 'Callback',
  COMPANY: 'CompanyMainPhone',
  RADIO: 'RadioPhone',
  TTYTDD: 'TtyTddPhone',
};

export const ADDRESSES: readonly (readonly [type: string, key: string])[] = [
  ['home', 'Home'],
  ['work', 'Business'],
  ['', 'Other'],
];
