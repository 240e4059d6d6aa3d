/** Each lookup on each kind of value: the restriction that is sent. Times and own fields have files of their own. */
import { describe, expect, test } from '@jest/globals';
import { recorder } from '../support/recorder.js';
import { all, any, compared, contains, equal, exists, none, restriction, restrictionOf } from './restrictions.js';

const wire = recorder();

type Place = 'inbox' | 'contacts' | 'tasks' | 'calendar';
type Row = [where: object, sent: string];

function rows(place: Place, list: readonly Row[]): void {
  test.each(list)(`${place}: %j`, async (where, sent) => {
    expect(await restrictionOf(wire, wire.account[place].filter(where))).toBe(restriction(sent));
  });
}

describe('texts', () => {
  const subject = 'item:Subject';
  rows('inbox', [
    [{ subject: 'x' }, equal(subject, 'x')],
    [{ subject: '' }, equal(subject, '')],
    [{ subject: '<&">' }, equal(subject, '&lt;&amp;&quot;>')],
    [{ subject__not: 'x' }, compared('IsNotEqualTo', subject, 'x')],
    [{ subject__exact: 'x' }, contains('FullString', 'Exact', subject, 'x')],
    [{ subject__iexact: 'x' }, contains('FullString', 'IgnoreCase', subject, 'x')],
    [{ subject__contains: 'x' }, contains('Substring', 'Exact', subject, 'x')],
    [{ subject__icontains: 'x' }, contains('Substring', 'IgnoreCase', subject, 'x')],
    [{ subject__startswith: 'x' }, contains('Prefixed', 'Exact', subject, 'x')],
    [{ subject__istartswith: 'x' }, contains('Prefixed', 'IgnoreCase', subject, 'x')],
    [{ subject__in: ['x', 'y'] }, any(equal(subject, 'x'), equal(subject, 'y'))],
    [{ subject__in: ['x'] }, equal(subject, 'x')],
    [{ subject__in: new Set(['x', 'y']) }, any(equal(subject, 'x'), equal(subject, 'y'))],
    [{ subject__exists: true }, exists(subject)],
    [{ subject__exists: false }, none(exists(subject))],
  ]);
});

describe('numbers', () => {
  const size = 'item:Size';
  rows('inbox', [
    [{ size: 5 }, equal(size, '5')],
    [{ size: 0 }, equal(size, '0')],
    [{ size__not: 5 }, compared('IsNotEqualTo', size, '5')],
    [{ size__gt: 5 }, compared('IsGreaterThan', size, '5')],
    [{ size__gte: 5 }, compared('IsGreaterThanOrEqualTo', size, '5')],
    [{ size__lt: 5 }, compared('IsLessThan', size, '5')],
    [{ size__lte: 5 }, compared('IsLessThanOrEqualTo', size, '5')],
    [
      { size__range: [5, 7] },
      all(compared('IsGreaterThanOrEqualTo', size, '5'), compared('IsLessThanOrEqualTo', size, '7')),
    ],
    [{ size__in: [5, 7] }, any(equal(size, '5'), equal(size, '7'))],
    [{ size__exists: false }, none(exists(size))],
  ]);
  rows('tasks', [[{ actualWork__lt: 12 }, compared('IsLessThan', 'task:ActualWork', '12')]]);
});

describe('booleans and enumerations', () => {
  rows('inbox', [
    [{ isRead: true }, equal('message:IsRead', 'true')],
    [{ isRead: false }, equal('message:IsRead', 'false')],
    [{ isRead__not: true }, compared('IsNotEqualTo', 'message:IsRead', 'true')],
    [{ isRead__in: [true, false] }, any(equal('message:IsRead', 'true'), equal('message:IsRead', 'false'))],
    [{ importance: 'High' }, equal('item:Importance', 'High')],
    [{ importance__not: 'Low' }, compared('IsNotEqualTo', 'item:Importance', 'Low')],
    [{ importance__in: ['High', 'Low'] }, any(equal('item:Importance', 'High'), equal('item:Importance', 'Low'))],
    [{ importance__exists: true }, exists('item:Importance')],
  ]);
});

describe('lists are compared value by value', () => {
  const categories = 'item:Categories';
  rows('inbox', [
    [{ categories: ['red'] }, equal(categories, 'red')],
    [{ categories: ['red', 'blue'] }, all(equal(categories, 'red'), equal(categories, 'blue'))],
    [{ categories__contains: ['red'] }, equal(categories, 'red')],
    [{ categories__contains: ['red', 'blue'] }, all(equal(categories, 'red'), equal(categories, 'blue'))],
    [{ categories__in: ['red', 'blue'] }, any(equal(categories, 'red'), equal(categories, 'blue'))],
    [{ categories__icontains: 're' }, contains('Substring', 'IgnoreCase', categories, 're')],
    [{ categories__exists: false }, none(exists(categories))],
  ]);
});

describe('entries of dictionaries are fields of their own', () => {
  const mobile = 'contacts:PhoneNumber/MobilePhone';
  rows('contacts', [
    [{ phoneNumbers__MobilePhone: '+45' }, equal(mobile, '+45')],
    [{ phoneNumbers__MobilePhone__startswith: '+45' }, contains('Prefixed', 'Exact', mobile, '+45')],
    [{ phoneNumbers__MobilePhone__in: ['1', '2'] }, any(equal(mobile, '1'), equal(mobile, '2'))],
    [{ phoneNumbers__MobilePhone__exists: true }, exists(mobile)],
    [{ emailAddresses__EmailAddress1: 'a@b.c' }, equal('contacts:EmailAddress/EmailAddress1', 'a@b.c')],
    [{ physicalAddresses__Home__city: 'Aarhus' }, equal('contacts:PhysicalAddress:City/Home', 'Aarhus')],
    [
      { physicalAddresses__Business__street__icontains: 'gade' },
      contains('Substring', 'IgnoreCase', 'contacts:PhysicalAddress:Street/Business', 'gade'),
    ],
    [{ displayName: 'Carol' }, equal('contacts:DisplayName', 'Carol')],
  ]);
});

describe('mailboxes', () => {
  rows('inbox', [
    [{ from: 'bob@example.test' }, equal('message:From', 'bob@example.test')],
    [{ from__not: 'bob' }, compared('IsNotEqualTo', 'message:From', 'bob')],
    [{ sender__icontains: 'bob' }, contains('Substring', 'IgnoreCase', 'message:Sender', 'bob')],
    [{ from__in: ['bob', 'carol'] }, any(equal('message:From', 'bob'), equal('message:From', 'carol'))],
    [{ toRecipients__contains: 'bob' }, contains('Substring', 'Exact', 'message:ToRecipients', 'bob')],
    [{ toRecipients__iexact: 'bob' }, contains('FullString', 'IgnoreCase', 'message:ToRecipients', 'bob')],
    [{ ccRecipients__istartswith: 'bob' }, contains('Prefixed', 'IgnoreCase', 'message:CcRecipients', 'bob')],
  ]);
});

describe('fields of other classes that lie in the same folder', () => {
  rows('inbox', [
    [{ conversationTopic: 'x' }, equal('message:ConversationTopic', 'x')],
    [{ responseType: 'Accept' }, equal('meeting:ResponseType', 'Accept')],
  ]);
  rows('calendar', [
    [{ location__contains: 'Room' }, contains('Substring', 'Exact', 'calendar:Location', 'Room')],
    [{ legacyFreeBusyStatus: 'OOF' }, equal('calendar:LegacyFreeBusyStatus', 'OOF')],
  ]);
  rows('tasks', [[{ isComplete: false }, equal('task:IsComplete', 'false')]]);
});

describe('a folder of which nobody has said what it holds', () => {
  const any = () => wire.account.folder({ id: 'somewhere' });

  test.each([
    [{ subject: 'x' }, equal('item:Subject', 'x')],
    [{ isRead: false }, equal('message:IsRead', 'false')],
    [{ location: 'here' }, equal('calendar:Location', 'here')],
    [{ phoneNumbers__MobilePhone: '1' }, equal('contacts:PhoneNumber/MobilePhone', '1')],
    [{ isComplete: true }, equal('task:IsComplete', 'true')],
  ] as Row[])('knows the fields of every class: %j', async (where, sent) => {
    expect(await restrictionOf(wire, any().filter(where))).toBe(restriction(sent));
  });
});
