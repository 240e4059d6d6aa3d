/** Out of office: what the mailbox answers while its owner is away. Must not know the account. */
import type { Duration, ExternalAudience, OofState, ReplyBody, UserOofSettings } from '../../generated/index.js';
import { checkOptions, EwsError, oneOf, type Rules, rule, TEXT, ValidationError } from '../errors.js';
import type { GivenTime } from '../fields/given.js';
import { getUserOofSettings } from '../requests/get-user-oof-settings.js';
import { REQUEST_RULES, type RequestOptions } from '../requests/options.js';
import { demand } from '../requests/payload.js';
import type { Session } from '../requests/session.js';
import { setUserOofSettings } from '../requests/set-user-oof-settings.js';
import { MOMENT_FORMS, readMoment } from '../time/moment.js';

/** What can be set. */
export interface OutOfOfficeSettings {
  /** `Scheduled`: from `start` until `end`. */
  state: OofState;
  /** A day begins with its midnight, in the account's zone. */
  start?: GivenTime | undefined;
  /** A day is the whole of it. */
  end?: GivenTime | undefined;
  /** Answered within the organization; HTML or text. Empty for nothing. */
  internalReply?: string | undefined;
  /** Answered to others, as far as `externalAudience` goes. */
  externalReply?: string | undefined;
  /** To whom of the others: `Known` are senders in the owner's contacts. */
  externalAudience?: ExternalAudience | undefined;
}

/** What is set. */
export interface CurrentOutOfOffice extends OutOfOfficeSettings {
  readonly start?: Date | undefined;
  readonly end?: Date | undefined;
  /** How far the organization lets an answer go; undefined when the server does not say. */
  readonly allowExternalOof?: ExternalAudience | undefined;
}

const TIME = rule(MOMENT_FORMS, (value) => readMoment(value, 'UTC') !== undefined);
const SETTINGS_RULES: Rules<Partial<OutOfOfficeSettings>> = {
  state: oneOf('Disabled', 'Enabled', 'Scheduled'),
  start: TIME,
  end: TIME,
  internalReply: TEXT,
  externalReply: TEXT,
  externalAudience: oneOf('None', 'Known', 'All'),
};

/** `account.outOfOffice`. */
export class OutOfOffice {
  readonly #session: Session;

  /** Made by accounts. */
  constructor(session: Session) {
    this.#session = session;
  }

  /** What is set. */
  async get(options: RequestOptions = {}): Promise<CurrentOutOfOffice> {
    checkOptions('outOfOffice.get()', options, REQUEST_RULES);
    const response = await getUserOofSettings(this.#session, options);
    const { oofSettings, allowExternalOof } = response;
    const settings = demand('GetUserOofSettings', 'what is set', oofSettings, response);
    return {
      state: settings.oofState,
      start: settings.duration?.startTime,
      end: settings.duration?.endTime,
      internalReply: settings.internalReply?.message,
      externalReply: settings.externalReply?.message,
      externalAudience: settings.externalAudience,
      allowExternalOof,
    };
  }

  /** Changes what is given; what is left out stays as it is: it is read first, for the server takes the whole only. */
  async set(settings: Partial<OutOfOfficeSettings>, options: RequestOptions = {}): Promise<void> {
    checkOptions('outOfOffice.set()', settings, SETTINGS_RULES);
    checkOptions('outOfOffice.set()', options, REQUEST_RULES);
    const { timeZone } = this.#session;
    const given = spanOf(settings, timeZone);
    if (given.startTime && given.endTime && given.startTime >= given.endTime)
      throw new ValidationError('outOfOffice.set()', [{ path: 'end', message: 'is not after start' }]);
    const response = await getUserOofSettings(this.#session, options);
    const old = demand('GetUserOofSettings', 'what is set', response.oofSettings, response);
    await setUserOofSettings(this.#session, laidOver(old, settings, given), options);
  }
}

function spanOf({ start, end }: Partial<OutOfOfficeSettings>, timeZone: string): Partial<Duration> {
  const [from, to] = [start, end].map((time) => (time === undefined ? undefined : readMoment(time, timeZone)));
  return {
    ...(from && { startTime: 'at' in from ? from.at : from.from }),
    ...(to && { endTime: 'at' in to ? to.at : to.until }),
  };
}

function laidOver(
  old: UserOofSettings,
  settings: Partial<OutOfOfficeSettings>,
  given: Partial<Duration>,
): UserOofSettings {
  const { state = old.oofState, externalAudience = old.externalAudience } = settings;
  const duration = { ...old.duration, ...given };
  if (state === 'Scheduled') demandSpan(duration);
  return {
    ...old,
    oofState: state,
    externalAudience,
    ...(duration.startTime && duration.endTime && { duration: duration as Duration }),
    internalReply: replyOf(old.internalReply, settings.internalReply),
    externalReply: replyOf(old.externalReply, settings.externalReply),
  };
}

function replyOf(old: ReplyBody | undefined, message: string | undefined): ReplyBody | undefined {
  return message === undefined ? old : { ...old, message };
}

/** Exchange answers what is wrong with the span with ErrorInvalidUserOofSettings, and does not say what. */
function demandSpan({ startTime, endTime }: Partial<Duration>): void {
  if (startTime && endTime && startTime < endTime) return;
  const what = startTime ? (endTime ? 'an end after its start' : 'an end') : 'a start';
  throw new EwsError('ERR_NO_SPAN', `Out of office: what is Scheduled needs ${what}, and none is given or set.`, {
    remedy: 'Give both, start and end.',
  });
}
