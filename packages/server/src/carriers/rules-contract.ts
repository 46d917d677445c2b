import Type, { type Static, type TObject, type TUnsafe } from 'typebox';
import { fault } from '../platform/errors/index.ts';
import { OneOf, type InputRule } from '../platform/http/index.ts';
import { PLAIN_CLI, needsNumber } from './cli-rules.ts';
import { PLAIN_DID } from './did-format.ts';

/** Digits that a carrier may want before a number, with its plus, and the signs of a technical prefix. */
const DIAL_TEXT = String.raw`^\+?[0-9*#]{0,20}$`;
const DIGITS = '^[0-9]{0,15}$';

const strip = Type.String({ pattern: DIGITS, description: 'Digits that E.164 numbers begin with.' });
const prepend = Type.String({
  pattern: DIAL_TEXT,
  description: 'What stands in their place, e.g. `+`, `0`, `00`, `1234#`.',
});
const otherwise = Type.String({
  pattern: DIAL_TEXT,
  description: 'What stands before all digits of a number that begins otherwise. Default: as `prepend`.',
});

const CLI_MODES = ['pass', 'force'] as const;
const ANONYMOUS = ['pass', 'refuse', 'replace'] as const;
const DID_FORMS = ['international', 'national'] as const;

const cliMode = OneOf(CLI_MODES, {
  description: '`pass` the caller’s own number (default), or `force` `number` on every call.',
});
const cliNumber = Type.Unsafe<string | null>({
  type: ['string', 'null'],
  pattern: String.raw`^\+[1-9][0-9]{6,14}$`,
  description: 'E.164 with `+`; what `force` and `replace` show.',
});
const requireE164 = Type.Boolean({
  description: 'Calls whose CLI is not E.164 are not sent there. Default false.',
});
const anonymous = OneOf(ANONYMOUS, {
  description:
    'A caller who withholds its number: `pass` it withheld (default), `refuse` to send the call there, or `replace` it by `number`, shown.',
});
const didStrip = Type.String({
  pattern: String.raw`^\+?[0-9*#]{0,20}$`,
  description: 'What the carrier puts before each number; taken off where it stands.',
});
const didForm = OneOf(DID_FORMS, {
  description:
    'Whether digits without `+` or `00` begin with the country’s code (`international`, default) or are `national`, with or without a leading 0.',
});
const callingCode = Type.Unsafe<string | null>({
  type: ['string', 'null'],
  pattern: '^[1-9][0-9]{0,2}$',
  description: 'Calling code of national numbers, e.g. `91`.',
});

export const NumberFormatSchema = Type.Object({ strip, prepend, otherwise });
export const CliRulesSchema = Type.Object({
  mode: cliMode,
  number: cliNumber,
  require_e164: requireE164,
  anonymous,
  format: NumberFormatSchema,
});
export const DidFormatSchema = Type.Object({ strip: didStrip, form: didForm, calling_code: callingCode });

/** What is left out of a rule in a request is its plain value. */
export const NumberFormatInput = Type.Object(
  { strip: Type.Optional(strip), prepend: Type.Optional(prepend), otherwise: Type.Optional(otherwise) },
  { additionalProperties: false },
);
export const CliRulesInput = Type.Object(
  {
    mode: Type.Optional(cliMode),
    number: Type.Optional(cliNumber),
    require_e164: Type.Optional(requireE164),
    anonymous: Type.Optional(anonymous),
    format: Type.Optional(NumberFormatInput),
  },
  { additionalProperties: false },
);
export const DidFormatInput = Type.Object(
  { strip: Type.Optional(didStrip), form: Type.Optional(didForm), calling_code: Type.Optional(callingCode) },
  { additionalProperties: false },
);

/**
 * Rules of a gateway in a request: null, and it does as its carrier. One type with two shapes rather than a union, so that a
 * fault inside is named once.
 */
export function orAsCarrier<S extends TObject>(schema: S): TUnsafe<Static<S> | null> {
  return Type.Unsafe<Static<S> | null>({ ...schema, type: ['object', 'null'] });
}

/** What rules of a carrier or a gateway lack, for the body that they stand in. */
export const completeRules: InputRule<{
  cli_rules?: Static<typeof CliRulesInput> | null;
  did_format?: Static<typeof DidFormatInput> | null;
}> = ({ cli_rules: cli, did_format: did }, faults) => {
  const rules = { mode: cli?.mode ?? PLAIN_CLI.mode, anonymous: cli?.anonymous ?? PLAIN_CLI.anonymous };
  if (needsNumber(rules) && cli?.number == null)
    faults.push(
      fault(['body', 'cli_rules', 'number'], 'missing', 'Field required for `force` and for `replace`'),
    );
  if ((did?.form ?? PLAIN_DID.form) === 'national' && did?.calling_code == null)
    faults.push(
      fault(['body', 'did_format', 'calling_code'], 'missing', 'Field required for national numbers'),
    );
};
