import Type from 'typebox';
import {
  ID_CURSOR,
  OneOf,
  checked,
  dateRangeFields,
  pageFields,
  type FieldCheck,
  type PageOptions,
} from '../platform/http/index.ts';
import { CONTEXTS } from './finished-call.ts';

/** What a list that takes too long can be narrowed by. */
export const NARROW_CALLS = 'from_date and to_date, account, or another filter';

export const CDR_PAGES: PageOptions = { maxPerPage: 100, defaultPerPage: 20, cursor: ID_CURSOR };

const exact = (description: string) =>
  Type.Optional(Type.String({ minLength: 1, maxLength: 200, description }));
const seconds = (description: string) =>
  Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000, description }));
/** The index of substrings knows them by three characters. */
export const hasThreeInARow: FieldCheck<string> = (text) =>
  /[0-9A-Za-z]{3}/.test(text)
    ? null
    : {
        type: 'string_pattern_mismatch',
        text: 'Input should have at least three characters in a row that are letters or digits',
        input: text,
      };
const part = (description: string) =>
  Type.Optional(
    checked(
      Type.String({
        minLength: 3,
        maxLength: 100,
        description: `${description} At least three letters or digits in a row.`,
      }),
      hasThreeInARow,
    ),
  );

const notBelowShortest: FieldCheck<number> = (longest, { min_duration: shortest }) =>
  typeof shortest === 'number' && shortest > longest
    ? { type: 'value_error', text: 'Input should not be below min_duration', input: longest }
    : null;

/** The published filters, of both sides. */
const filterFields = {
  ...dateRangeFields(),
  call_direction: Type.Optional(OneOf(['inbound', 'outbound'])),
  status: Type.Optional(
    OneOf(['answered', 'busy', 'failed', 'no_answer', 'no-answer'], {
      description: 'failed: whatever was neither answered nor busy nor left unanswered, refused calls too.',
    }),
  ),
  hangup_cause: exact('e.g. `NORMAL_CLEARING`.'),
  hangup_disposition: exact('e.g. `send_bye`.'),
  min_duration: seconds('Shortest `duration`, seconds.'),
  max_duration: Type.Optional(
    checked(
      Type.Integer({ minimum: 0, maximum: 1_000_000, description: 'Longest `duration`, seconds.' }),
      notBelowShortest,
    ),
  ),
  from_number: part('Part of the caller’s number; with a plus, its beginning or all of it in E.164.'),
  to_number: part('Part of the called number; with a plus, its beginning or all of it in E.164.'),
  search: part('Part of either number, or a whole id: uuid, sip_call_id, bridge_uuid.'),
  sip_call_id: exact('SIP’s Call-ID.'),
  bridge_uuid: exact('Id of the bridge.'),
  context: Type.Optional(OneOf(CONTEXTS)),
  campaign_id: exact('Id of the campaign.'),
  partner_id: exact('One’s own id, in either form, changes nothing; another’s is 404.'),
};

export const CdrQuery = Type.Object(
  { ...pageFields(CDR_PAGES), ...filterFields },
  { additionalProperties: false },
);

export const GlobalCdrQuery = Type.Object(
  { ...pageFields(CDR_PAGES), ...filterFields, account: exact('One customer’s auth_id.') },
  { additionalProperties: false },
);

export const CdrExportQuery = Type.Object(filterFields, { additionalProperties: false });

export const RecentQuery = Type.Object(
  {
    limit: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 100, default: 20, description: 'Rows. Default 20.' }),
    ),
  },
  { additionalProperties: false },
);
