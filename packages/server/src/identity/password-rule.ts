import { fault, type Fault } from '../platform/errors/index.ts';

export const PASSWORD_MIN = 8;
export const PASSWORD_MAX = 200;
/** The rule in words, for the API reference. */
export const PASSWORD_RULE = '8 to 200 characters with at least one number and one special character.';

/** The published rule for every password of the platform; each breach is a fault of its own. */
export function passwordFaults(password: string, loc: readonly (string | number)[]): Fault[] {
  const faults: Fault[] = [];
  const length = Array.from(password).length;
  if (length < PASSWORD_MIN)
    faults.push(
      fault(loc, 'string_too_short', `Password should have at least ${String(PASSWORD_MIN)} characters`),
    );
  if (length > PASSWORD_MAX)
    faults.push(
      fault(loc, 'string_too_long', `Password should have at most ${String(PASSWORD_MAX)} characters`),
    );
  if (!/\p{N}/u.test(password)) faults.push(fault(loc, 'value_error', 'Password should contain a number'));
  if (!/[^\p{L}\p{N}\s]/u.test(password))
    faults.push(fault(loc, 'value_error', 'Password should contain a special character'));
  return faults;
}

/** Of the field that sets one; absent, it is not looked at. */
export function newPasswordFaults(password: string | undefined): Fault[] {
  return password === undefined ? [] : passwordFaults(password, ['body', 'password']);
}
