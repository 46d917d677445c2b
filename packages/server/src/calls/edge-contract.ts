import Type, { type TSchema, type TUnsafe } from 'typebox';
import { ForeignText, Nullable, OneOf, TextOrNull, Timestamp } from '../platform/http/index.ts';
import { MoneyNumber } from '../platform/money/index.ts';

/** Calls of one request. */
export const MOST_CALLS = 100;

const UUID = '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$';
const uuid = (description: string) => Type.String({ pattern: UUID, description });
const uuidOrNull = (description: string) => TextOrNull(36, { pattern: UUID, description });
// What a SIP device says of itself may be anything: no call is refused for it, nor the others of its request.
const text = (mostCharacters: number, description: string) => ForeignText(mostCharacters, { description });
const timeOrNull = (description: string) =>
  Type.Unsafe<Date | null>({ type: ['string', 'null'], format: 'date-time', description });
const wholeOrNull = (maximum: number, description: string): TUnsafe<number | null> =>
  Type.Unsafe<number | null>({ type: ['integer', 'null'], minimum: 0, maximum, description });

const callId = uuid('UUIDv7 that you minted when the INVITE came.');
const answeredCallId = Type.String();

function batch<T extends TSchema>(item: T) {
  return Type.Object(
    { calls: Type.Array(item, { minItems: 1, maxItems: MOST_CALLS }) },
    { additionalProperties: false },
  );
}
function results<T extends TSchema>(item: T) {
  return Type.Object({
    results: Type.Array(item, { description: 'One for each call, in the order in which they were asked.' }),
  });
}

const source = Type.Object(
  {
    partner_id: uuid('As the directory told.'),
    customer_id: uuid('As the directory told.'),
    trunk_id: uuid('As the directory told.'),
    credential_id: Type.Optional(uuidOrNull('Of digest authentication; null where the address was enough.')),
  },
  {
    additionalProperties: false,
    description: 'Of an outbound call. An inbound one belongs to whoever has the number.',
  },
);
const sip = Type.Object(
  {
    call_id: Type.Optional(text(255, 'The header Call-ID.')),
    user_agent: Type.Optional(text(255, 'The header User-Agent.')),
    network_address: Type.Optional(text(60, 'From where the INVITE came.')),
    caller_name: Type.Optional(text(120, 'Display name of the caller.')),
    customer_endpoint: Type.Optional(text(255, 'What of the customer called or was called.')),
  },
  { additionalProperties: false, description: 'What ends up in the call record and decides nothing.' },
);

export const AuthoriseBody = batch(
  Type.Object(
    {
      call_id: callId,
      direction: OneOf(['inbound', 'outbound'], { description: '`outbound`: a customer calls.' }),
      source: Type.Optional(source),
      to: Type.String({
        minLength: 1,
        maxLength: 64,
        description: 'E.164, with or without its plus; emergency numbers as they were dialled.',
      }),
      from: Type.Optional(text(64, 'The caller’s number as its switch sent it.')),
      from_withheld: Type.Optional(
        Type.Boolean({ description: 'The caller asked for privacy. Default false.' }),
      ),
      sip: Type.Optional(sip),
    },
    { additionalProperties: false },
  ),
);

const tryAgain = '`try_again`: nothing was done, send it again in a moment';
const fundedSeconds = Nullable(
  Type.Integer({
    description: 'Seconds of talk that are paid for. End the call there unless an extension moves it.',
  }),
);
const hangUp = Type.Boolean({ description: 'End the call now.' });

export const AuthoriseResults = results(
  Type.Object({
    call_id: answeredCallId,
    outcome: OneOf(['allowed', 'refused', 'try_again'], {
      description: `\`allowed\`: dial it. \`refused\`: answer with \`sip_code\`. ${tryAgain}, or answer 503.`,
    }),
    funded_seconds: fundedSeconds,
    max_seconds: Nullable(Type.Integer({ description: 'No extension goes beyond it, as limits are now.' })),
    currency: Nullable(Type.String()),
    held: Nullable(MoneyNumber({ description: 'Set aside for the call so far.' })),
    emergency: Type.Boolean({ description: 'Free, and never ended for money.' }),
    simulated: Type.Boolean({ description: 'Of a sandbox: there is no carrier; play one yourself.' }),
    routes: Type.Array(
      Type.Object({
        position: Type.Integer(),
        carrier_id: Type.String(),
        gateway_id: Type.String(),
        transport: Type.String(),
        request_uri: Type.String({ description: 'Where the INVITE goes, as it stands in it.' }),
        dialled_number: Type.String(),
        cli: Nullable(
          Type.String({ description: 'The caller’s number as the carrier gets it; null: none.' }),
        ),
        cli_withheld: Type.Boolean({ description: 'Sent as anonymous; `cli` is for the carrier alone.' }),
      }),
      { description: 'Of an outbound call: gateways in the order in which they are tried.' },
    ),
    delivery: Nullable(
      Type.Object(
        {
          trunk_id: Type.String(),
          destination: Nullable(
            Type.String({ description: 'As the trunk says, without `sip:`; null: its own contacts.' }),
          ),
        },
        { description: 'Of an inbound call: where it goes.' },
      ),
    ),
    reason: Nullable(Type.String({ description: 'Why it was refused; stable.' })),
    sip_code: Nullable(Type.Integer()),
    message: Nullable(Type.String({ description: 'What somebody can do about it.' })),
    recorded: Type.Boolean({
      description: 'Of a refusal: it is a call record. False: nobody’s call; count it.',
    }),
    replayed: Type.Boolean({
      description: 'You asked before: this is the answer of then, or that the call has ended since.',
    }),
  }),
);

export const AnsweredBody = batch(
  Type.Object(
    { call_id: callId, answered_at: Timestamp({ description: 'When the 200 came, by your clock.' }) },
    { additionalProperties: false },
  ),
);
const OVER = '`ended`: it is over already; `unknown_call`: it was never authorised, or is long over';
export const AnsweredResults = results(
  Type.Object({
    call_id: answeredCallId,
    outcome: OneOf(['noted', 'ended', 'unknown_call', 'try_again'], {
      description: `${OVER}; ${tryAgain}.`,
    }),
    funded_seconds: fundedSeconds,
    hang_up: hangUp,
  }),
);

export const ExtendBody = batch(
  Type.Object(
    {
      call_id: callId,
      funded_seconds: Type.Integer({
        minimum: 0,
        maximum: 1_000_000,
        description: 'What you have for it now. Where it has more already, an answer was lost: you get that.',
      }),
    },
    { additionalProperties: false },
  ),
);
export const ExtendResults = results(
  Type.Object({
    call_id: answeredCallId,
    outcome: OneOf(['granted', 'not_granted', 'ended', 'unknown_call', 'try_again'], {
      description: `\`not_granted\`: it ends at \`funded_seconds\`, unless money comes before that; ${OVER}; ${tryAgain}.`,
    }),
    funded_seconds: fundedSeconds,
    held: Nullable(MoneyNumber({ description: 'Set aside for the call so far.' })),
    reason: Nullable(Type.String({ description: 'Why there is no more.' })),
    hang_up: hangUp,
  }),
);

export const EndBody = batch(
  Type.Object(
    {
      call_id: callId,
      progress_at: Type.Optional(
        timeOrNull('When it rang; left out of the record where it is not between beginning and end.'),
      ),
      answered_at: Type.Optional(timeOrNull('Null or absent: it was not answered.')),
      ended_at: Timestamp({ description: 'By your clock: only the difference of times is money.' }),
      hangup_cause: Type.Optional(
        text(60, 'Such as `NORMAL_CLEARING`, `NO_ANSWER`, `USER_BUSY`; recorded in capitals.'),
      ),
      hangup_cause_code: Type.Optional(wholeOrNull(99_999, 'Published numeric cause, such as 4000.')),
      hangup_source: Type.Optional(text(40, '`Caller`, `Callee`, `Carrier` or `Platform`.')),
      hangup_disposition: Type.Optional(text(40, 'Such as `send_bye`, `recv_bye`.')),
      sip_code: Type.Optional(wholeOrNull(699, 'The final answer.')),
      terminated_to: Type.Optional(text(255, 'Where it was delivered.')),
      carrier_ip: Type.Optional(text(60, 'Of the gateway that took or brought it.')),
      codec: Type.Optional(text(40, 'Such as `PCMA`.')),
      mos_hundredths: Type.Optional(wholeOrNull(500, 'Quality that you measured; 430 is 4.3.')),
      jitter_microseconds: Type.Optional(wholeOrNull(60_000_000, 'Mean jitter.')),
      loss_hundredths: Type.Optional(wholeOrNull(10_000, 'Packets lost, in hundredths of a percent.')),
      pdd_ms: Type.Optional(wholeOrNull(600_000, 'From the INVITE to the first ringing.')),
    },
    { additionalProperties: false },
  ),
);
export const EndResults = results(
  Type.Object({
    call_id: answeredCallId,
    outcome: OneOf(['settled', 'ended', 'unknown_call', 'try_again'], {
      description:
        '`settled`: paid, recorded, done with. `ended`: it is over already, and nothing was done: you reported it before, or it ' +
        'was settled without you and its account has been closed, which nothing corrects. `unknown_call`: it ' +
        `was never authorised, and will not be. ${tryAgain}: keep the message until another answer came.`,
    }),
    talk_seconds: Nullable(Type.Integer()),
    billed_seconds: Nullable(Type.Integer()),
    cost: Nullable(MoneyNumber({ description: 'What the customer paid.' })),
    currency: Nullable(Type.String()),
    written_off: Nullable(
      MoneyNumber({ description: 'Beyond what was held; nobody’s but the partner’s. Look into it.' }),
    ),
    corrected: Type.Boolean({ description: 'It had been settled without you, and was put right.' }),
  }),
);
