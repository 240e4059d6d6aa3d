/**
 * Mails, calendars and cards gone wrong, for fuzzing: bytes changed, lost and doubled, pieces of others mixed in, and what parsers of them
 * trip over. The same for the same seed. Plain JavaScript, since a script without a build uses it too.
 */

const lines = (...all) => `${all.join('\r\n')}\r\n`;
const event = (...all) => lines('BEGIN:VCALENDAR', 'METHOD:REQUEST', 'VERSION:2.0', ...all, 'END:VCALENDAR');
const ZONE = [
  [
    'BEGIN:VTIMEZONE',
    'TZID:Own',
    'BEGIN:STANDARD',
    'DTSTART:16010101T030000',
    'TZOFFSETFROM:+0200',
    'TZOFFSETTO:+0100',
  ],
  ['RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10', 'END:STANDARD', 'BEGIN:DAYLIGHT', 'DTSTART:16010101T020000'],
  ['TZOFFSETFROM:+0100', 'TZOFFSETTO:+0200', 'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3', 'RDATE:20300401T020000'],
  ['END:DAYLIGHT', 'END:VTIMEZONE'],
].flat();
const RULES = [
  'FREQ=DAILY;INTERVAL=2;COUNT=30',
  'FREQ=WEEKLY;BYDAY=MO,TU,SA;WKST=SU;UNTIL=20270101T000000Z',
  'FREQ=MONTHLY;BYDAY=-1FR',
  'FREQ=MONTHLY;BYMONTHDAY=31;COUNT=999',
  'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29',
  'FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO;COUNT=5',
  'FREQ=MONTHLY;BYDAY=MO,WE;BYSETPOS=1,-1;COUNT=12',
];
const series = (rule) =>
  event(
    ...ZONE,
    'BEGIN:VEVENT',
    'UID:u-1',
    'SUMMARY:Talk\\, long; with a line',
    ' folded here',
    'DTSTART;TZID=Own:20260601T090000',
    'DTEND;TZID=Own:20260601T103000',
    `RRULE:${rule}`,
    'EXDATE;TZID=Own:20260603T090000,20260605T090000',
    'RDATE;VALUE=PERIOD:20260607T070000Z/PT1H',
    'ORGANIZER;CN="Berg, Anna":mailto:anna@example.test',
    'ATTENDEE;ROLE=OPT-PARTICIPANT;PARTSTAT=ACCEPTED;CN=Bo:mailto:bo@example.test',
    'CATEGORIES:a,b\\,c',
    'DESCRIPTION:x\\ny',
    'X-ALT-DESC;FMTTYPE=text/html:<b>x</b>',
    'BEGIN:VALARM',
    'TRIGGER;RELATED=END:-PT15M',
    'ACTION:DISPLAY',
    'END:VALARM',
    'END:VEVENT',
    'BEGIN:VEVENT',
    'UID:u-1',
    'RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Own:20260609T090000',
    'DTSTART;TZID=Own:20260609T110000',
    'DURATION:PT90M',
    'STATUS:TENTATIVE',
    'END:VEVENT',
  );
const ALL_DAY = event(
  'BEGIN:VEVENT',
  'UID:d',
  'DTSTART;VALUE=DATE:20260601',
  'DTEND;VALUE=DATE:20260603',
  'RRULE:FREQ=DAILY;COUNT=3',
  'EXDATE;VALUE=DATE:20260602',
  'END:VEVENT',
);
const HEADERS = [
  'From: "Berg, Anna" <anna@example.test>',
  'To: Team: bo@example.test, =?utf-8?Q?J=C3=B6rg?= <j@example.test>;, c@example.test (Cy)',
  'Subject: =?iso-8859-1?Q?Gr=FC=DFe?= =?utf-8?B?4oKs?=',
  'Date: Mon, 5 Jan 2026 10:00:00 +0100 (CET)',
  'Message-ID: <1@example.test>',
  'MIME-Version: 1.0',
];
const MAILS = [
  lines(
    ...HEADERS,
    'Content-Type: text/plain; charset=utf-8; format=flowed',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    'a=C3=A4 =',
    'b ',
  ),
  lines(
    ...HEADERS,
    'Content-Type: multipart/mixed; boundary="b 1"',
    '',
    '--b 1',
    'Content-Type: multipart/alternative; boundary=c',
    '',
    '--c',
    'Content-Type: text/plain',
    '',
    'plain',
    '--c',
    'Content-Type: text/html; charset=windows-1252',
    '',
    '<p style="a">\x93html\x94<style>p{}</style></p>',
    '--c--',
    '--b 1',
    "Content-Type: application/pdf; name*0*=utf-8''a%20; name*1=b.pdf",
    'Content-Disposition: attachment; filename="a \\"b.pdf"',
    'Content-Transfer-Encoding: base64',
    '',
    'aGFsbG8=',
    '--b 1',
    'Content-Type: message/rfc822',
    '',
    'Subject: within',
    '',
    'text',
    '--b 1--',
  ),
  lines(
    ...HEADERS,
    'Content-Type: text/plain',
    'Content-Transfer-Encoding: x-uuencode',
    '',
    'begin 644 a.txt',
    '%:&%L;&\\',
    '`',
    'end',
  ),
  lines(
    ...HEADERS,
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: text/calendar',
    '',
    series(RULES[0]),
    '--b--',
  ),
];
const CARDS = [
  lines(
    'BEGIN:VCARD',
    'VERSION:3.0',
    'FN:Anna Berg',
    'N:Berg;Anna;M;Dr.;Jr.',
    'ORG:Contoso\\, Ltd;Sales',
    'ADR;TYPE=work,pref:;;1 Elm St;Boulder;CO;33041;USA',
    'TEL;TYPE=work:+1',
    'EMAIL;TYPE=internet,pref:a@example.test',
    'BDAY:19960415',
    'NOTE:a\\nb',
    'PHOTO;ENCODING=b;TYPE=JPEG:AAEC',
    'END:VCARD',
  ),
  lines(
    'BEGIN:VCARD',
    'VERSION:2.1',
    'N;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:M=FCller;An=',
    'na',
    'TEL;HOME;VOICE:1',
    'END:VCARD',
  ),
  lines(
    'BEGIN:VCARD',
    'VERSION:4.0',
    'FN:A',
    'TEL;VALUE=uri;PREF=1;TYPE="voice,home":tel:+1',
    'ANNIVERSARY:20200229',
    'END:VCARD',
  ),
];

const SAMPLES = [
  ...MAILS.map((text) => ({ kind: 'message', text })),
  ...[ALL_DAY, ...RULES.map(series)].map((text) => ({ kind: 'calendarItem', text })),
  ...CARDS.map((text) => ({ kind: 'contact', text })),
].map(({ kind, text }) => ({ kind, bytes: Buffer.from(text, 'latin1') }));

const TOKENS = [
  ...[
    '\r\n',
    '\n',
    '\r',
    '\r\n ',
    '\r\n\t',
    '\r\n\r\n',
    ' ',
    '"',
    "'",
    '\\',
    ';',
    ':',
    ',',
    '=',
    '=\r\n',
    '=3',
    '<',
    '>',
    '(',
    ')',
    '@',
  ],
  ...[
    '\0',
    '\x01',
    '\x0e',
    '\x1b$B',
    '\x7f',
    '\xff',
    '\xc3',
    '\xef\xbb\xbf',
    '=?',
    '?=',
    '=?utf-7?Q?+AGA?=',
    '=?x?b?',
    '--',
    '--b 1',
    '--b--',
  ],
  ...[
    '%',
    '%C3',
    "''",
    '*0*=',
    '9999',
    '-1',
    '0',
    '99999999999',
    '00000000',
    '99991231T235959Z',
    '00010101T000000',
    'T',
    'Z',
    'P',
    'PT',
  ],
  ...[
    '-P99999W',
    'FREQ=SECONDLY',
    'INTERVAL=9999',
    'COUNT=99999',
    'BYDAY=53MO',
    'BYMONTHDAY=-31',
    'BYSETPOS=366',
    'UNTIL=99991231',
  ],
  ...[
    'BYMONTH=2',
    'BEGIN:VEVENT',
    'END:VEVENT',
    'BEGIN:VALARM',
    'END:VCALENDAR',
    'RECURRENCE-ID:20260603T090000Z',
    'TZID=Nowhere',
    '+9999',
  ],
  ...[
    'charset=utf-16',
    'charset=hz',
    'boundary=',
    'multipart/mixed',
    'message/rfc822',
    'text/calendar',
    'base64',
    'QUOTED-PRINTABLE',
  ],
].map((token) => Buffer.from(token, 'latin1'));

function randomOf(seed) {
  let state = seed >>> 0 || 1;
  return (n) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % n;
  };
}

/** Without an end. */
export function* mutants(seed) {
  const random = randomOf(seed);
  for (;;) {
    const { kind, bytes } = SAMPLES[random(SAMPLES.length)];
    let mutant = bytes;
    for (let count = 1 + random(6); count > 0; count--) mutant = change(mutant, random);
    yield { kind, bytes: mutant };
  }
}

function change(bytes, random) {
  const at = random(bytes.length + 1);
  const end = Math.min(bytes.length, at + random(random(8) === 0 ? bytes.length + 1 : 12));
  const around = (middle, from = at) => Buffer.concat([bytes.subarray(0, at), middle, bytes.subarray(from)]);
  switch (random(8)) {
    case 0:
      return around(Buffer.from([random(256)]), Math.min(bytes.length, at + 1));
    case 1:
      return around(Buffer.alloc(0), end);
    case 2:
      return around(Buffer.concat(Array(1 + random(60)).fill(bytes.subarray(at, end))), end);
    case 3:
    case 4:
      return around(TOKENS[random(TOKENS.length)], random(2) === 0 ? at : end);
    case 5:
      return bytes.subarray(0, at);
    case 6: {
      const other = SAMPLES[random(SAMPLES.length)].bytes;
      const from = random(other.length + 1);
      return around(other.subarray(from, from + random(80)), end);
    }
    default: {
      // A line elsewhere.
      const target = bytes.indexOf('\n', random(bytes.length + 1)) + 1;
      const begin = bytes.lastIndexOf('\n', at) + 1;
      const next = bytes.indexOf('\n', at) + 1 || bytes.length;
      return Buffer.concat([bytes.subarray(0, target), bytes.subarray(begin, next), bytes.subarray(target)]);
    }
  }
}
