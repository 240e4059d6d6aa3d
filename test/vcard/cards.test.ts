/** Cards of three versions, and the contacts that they are. */
import { describe, expect, test } from '@jest/globals';
import { readCard } from '../../src/vcard/read.js';
import { writeCard } from '../../src/vcard/write.js';
import { expectLinear } from '../support/growth.js';

const file = (...lines: string[]) => Buffer.from(['BEGIN:VCARD', ...lines, 'END:VCARD', ''].join('\r\n'), 'utf8');
const read = (...lines: string[]) => readCard(file(...lines));

test('names, places, numbers and words (3.0, of MS-OXVCARD 3.2)', () => {
  expect(
    read(
      'VERSION:3.0',
      'FN:Dan Fennell',
      'N:Fennell;Dan;Middle;Dr.;Jr.',
      'ORG:Contoso\\, Ltd;Sales',
      'ADR;TYPE=work,pref:;;7890 Elm Street;Boulder;CO;33041;U.S.',
      'item1.ADR;type=HOME:Box 1;;345 Aspen\\, St;Boulder;;;',
      'EMAIL;TYPE=internet:second@x.y',
      'EMAIL;TYPE=internet,pref:first@x.y',
      'TEL;TYPE=work,pref:+1-206',
      'TEL;TYPE=WORK;TYPE=FAX:+1-207',
      'TEL;TYPE=cell:+1-425',
      'TEL:+1-1',
      'X-MS-TEL;TYPE=COMPANY:+1-0100',
      'X-MS-ASSISTANT;TYPE=N:Jeff Price',
      'BDAY;VALUE=date:1996-04-15',
      'NOTE:a\\nb\\, c',
      'CATEGORIES:x,y\\,z',
      'CLASS:PRIVATE',
    ),
  ).toEqual({
    displayName: 'Dan Fennell',
    surname: 'Fennell',
    givenName: 'Dan',
    middleName: 'Middle',
    generation: 'Jr.',
    companyName: 'Contoso, Ltd',
    department: 'Sales',
    physicalAddresses: [
      {
        key: 'Business',
        street: '7890 Elm Street',
        city: 'Boulder',
        state: 'CO',
        postalCode: '33041',
        countryOrRegion: 'U.S.',
      },
      { key: 'Home', street: 'Box 1\n345 Aspen, St', city: 'Boulder' },
    ],
    emailAddresses: [
      { key: 'EmailAddress1', value: 'first@x.y', routingType: 'SMTP' },
      { key: 'EmailAddress2', value: 'second@x.y', routingType: 'SMTP' },
    ],
    phoneNumbers: [
      { key: 'CompanyMainPhone', value: '+1-0100' },
      { key: 'BusinessPhone', value: '+1-206' },
      { key: 'BusinessFax', value: '+1-207' },
      { key: 'MobilePhone', value: '+1-425' },
      { key: 'OtherTelephone', value: '+1-1' },
    ],
    assistantName: 'Jeff Price',
    birthday: new Date('1996-04-15T00:00:00Z'),
    body: { bodyType: 'Text', value: 'a\nb, c' },
    categories: ['x', 'y,z'],
    sensitivity: 'Private',
  });
});

describe('other versions', () => {
  test('2.1: types without a name, quoted-printable over several lines, charsets', () => {
    expect(
      read(
        'VERSION:2.1',
        'N;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:M=FCller;An=',
        'na',
        'TEL;HOME;VOICE:1',
        'NOTE;QUOTED-PRINTABLE:one=0D=0A=',
        'two=3B',
        'EMAIL;INTERNET:a@b',
        'PHOTO;PNG;BASE64:',
        '  AAEC',
      ),
    ).toMatchObject({
      surname: 'Müller',
      givenName: 'Anna',
      phoneNumbers: [{ key: 'HomePhone', value: '1' }],
      body: { value: 'one\ntwo;' },
      emailAddresses: [{ value: 'a@b' }],
      photo: { content: new Uint8Array([0, 1, 2]), contentType: 'image/png' },
    });
  });

  test('4.0: PREF as a number, addresses and numbers as URIs, a picture as data', () => {
    const card = read(
      'VERSION:4.0',
      'EMAIL:b@x',
      'EMAIL;PREF=1:a@x',
      'TEL;VALUE=uri;TYPE="voice,home":tel:+1',
      'BDAY:--0415',
      'PHOTO:data:image/gif;base64,AAEC',
    );
    expect(card.emailAddresses?.map(({ value }) => value)).toEqual(['a@x', 'b@x']);
    expect(card.phoneNumbers).toEqual([{ key: 'HomePhone', value: '+1' }]);
    expect(card.birthday).toBeUndefined();
    expect(card.photo?.contentType).toBe('image/gif');
  });
});

test('what has no card is refused', () => {
  expect(() => readCard(Buffer.from('BEGIN:VCALENDAR\r\nEND:VCALENDAR'))).toThrow('The file has no card.');
});

test('what is written is read as it was', () => {
  const card = {
    displayName: 'Anna; Berg, "B"',
    givenName: 'Anna',
    surname: 'Berg;',
    companyName: 'A\\B',
    jobTitle: 'x\ny',
    emailAddresses: [{ key: 'EmailAddress1', value: 'a@b', routingType: 'SMTP' }],
    phoneNumbers: [
      { key: 'HomeFax', value: '1' },
      { key: 'BusinessPhone', value: '2' },
      { key: 'BusinessPhone2', value: '3' },
      { key: 'RadioPhone', value: '4' },
    ].sort((a, b) => (a.key === 'RadioPhone' ? -1 : b.key === 'RadioPhone' ? 1 : 0)),
    imAddresses: [{ key: 'ImAddress1', value: 'im:a' }],
    physicalAddresses: [{ key: 'Other', street: 'a\nb', city: 'c' }],
    birthday: new Date('1999-12-31T00:00:00Z'),
    weddingAnniversary: new Date('2020-02-29T00:00:00Z'),
    businessHomePage: 'https://x.y/?a=1,2;3',
    sensitivity: 'Personal',
    categories: ['a,b', 'c'],
    body: { bodyType: 'Text' as const, value: 'note' },
    photo: { content: new Uint8Array([255, 0]), contentType: 'image/jpeg' },
  };
  const written = writeCard(card, { productId: 'test', plainText: ({ value = '' }) => value });
  expect(readCard(written)).toEqual(card);
});

test.each(['NOTE:a', 'TEL:1', 'EMAIL:a@b', 'N;QUOTED-PRINTABLE:=41=', 'ADR:a;b', 'CATEGORIES:a,b'])(
  'many lines are not dear: %s',
  (line) => {
    expectLinear((size) => file(...Array(Math.ceil(size / line.length)).fill(line)), readCard);
  },
);
