import type { CliRules } from './cli-rules.ts';
import type { DidFormat } from './did-format.ts';
import type { NumberFormat } from './number-format.ts';

/** The rules as they stand on the wire and in the database. */
export interface CliRulesJson {
  readonly mode: CliRules['mode'];
  readonly number: string | null;
  readonly require_e164: boolean;
  readonly anonymous: CliRules['anonymous'];
  readonly format: NumberFormatJson;
}

export interface NumberFormatJson {
  readonly strip: string;
  readonly prepend: string;
  readonly otherwise: string;
}

export interface DidFormatJson {
  readonly strip: string;
  readonly form: DidFormat['form'];
  readonly calling_code: string | null;
}

export function toApiNumberFormat({ strip, prepend, otherwise }: NumberFormat): NumberFormatJson {
  return { strip, prepend, otherwise };
}

export function fromNumberFormat({ strip, prepend, otherwise }: NumberFormatJson): NumberFormat {
  return { strip, prepend, otherwise };
}

export function toApiCliRules(rules: CliRules): CliRulesJson {
  const { mode, number, requireE164, anonymous, format } = rules;
  return { mode, number, require_e164: requireE164, anonymous, format: toApiNumberFormat(format) };
}

export function fromCliRules(json: CliRulesJson): CliRules {
  const { mode, number, require_e164: requireE164, anonymous, format } = json;
  return { mode, number, requireE164, anonymous, format: fromNumberFormat(format) };
}

export function toApiDidFormat({ strip, form, callingCode }: DidFormat): DidFormatJson {
  return { strip, form, calling_code: callingCode };
}

export function fromDidFormat(json: DidFormatJson): DidFormat {
  return { strip: json.strip, form: json.form, callingCode: json.calling_code };
}

/** For a column that may be empty. */
export function orNull<A, B>(value: A | null, convert: (value: A) => B): B | null {
  return value === null ? null : convert(value);
}
