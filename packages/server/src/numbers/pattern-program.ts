import { RESULT, type ProgramWriter } from './shelf-program.ts';
import { digitPlane, lengthPlane } from './shelf-planes.ts';

const SHORTEST = 7;
const LONGEST = 15;

/** Numbers of at least so many digits. False where there is none. */
function atLeast(writer: ProgramWriter, register: number, digits: number): boolean {
  if (digits > LONGEST) return false;
  if (digits > SHORTEST) writer.and(register, lengthPlane(digits));
  return true;
}

function exactly(writer: ProgramWriter, register: number, digits: number): boolean {
  if (digits < SHORTEST || !atLeast(writer, register, digits)) return false;
  if (digits < LONGEST) writer.andNot(register, lengthPlane(digits + 1));
  return true;
}

/** True where a piece could stand in a place at all; the `+` of a number is its place 0. */
function canStand(piece: string, at: number): boolean {
  return (
    at + piece.length - 1 <= LONGEST &&
    Array.from(piece).every((one, index) => (one === '+' ? at + index === 0 : one === '_' || at + index > 0))
  );
}

/** Keeps the numbers that have a piece in a place. The caller knows that it can stand there. */
function standing(writer: ProgramWriter, register: number, piece: string, at: number): void {
  Array.from(piece).forEach((one, index) => {
    if (one !== '_' && one !== '+') writer.and(register, digitPlane(at + index, Number(one)));
  });
  if (piece.endsWith('_')) atLeast(writer, register, at + piece.length - 1);
}

/** Keeps in the result what is LIKE a text of `+`, digits, `%` and `_`. False where nothing can be. */
export function addPattern(writer: ProgramWriter, like: string): boolean {
  const [first = '', ...others] = like.split('%');
  if (!canStand(first, 0)) return false;
  standing(writer, RESULT, first, 0);
  const last = others.pop();
  if (last === undefined) return exactly(writer, RESULT, first.length - 1);
  const inner = others.filter((piece) => piece !== '');
  if (inner.length === 0 && last === '') return true;

  // From behind: where what is left of the pattern begins at a place or after it.
  let rest = last === '' ? null : ending(writer, last, first.length);
  for (const [index, piece] of [...inner.entries()].toReversed())
    rest = beginning(writer, piece, smallestPlace(first, inner, index), rest);
  if (rest === null) return true;
  const found = rest.find((register) => register !== undefined);
  if (found === undefined) return false;
  writer.copy(RESULT, found);
  return true;
}

/** No piece begins before all those before it have had room. */
function smallestPlace(first: string, inner: readonly string[], index: number): number {
  return inner.slice(0, index).reduce((sum, { length }) => sum + length, first.length);
}

/** For each place a register with the numbers that fit from there on; the first that there is is the union of all. */
type FromPlace = (number | undefined)[];

/** Adds up from behind what begins in single places. */
function collect(writer: ProgramWriter, from: number, begins: (at: number) => number | null): FromPlace {
  const result: FromPlace = [];
  let behind: number | undefined;
  for (let at = LONGEST + 1; at >= from; at -= 1) {
    const register = begins(at);
    if (register !== null && behind !== undefined) writer.or(register, behind);
    behind = register ?? behind;
    result[at] = behind;
  }
  return result;
}

/** Numbers that end with a piece which begins at a place or after it. */
function ending(writer: ProgramWriter, piece: string, from: number): FromPlace {
  return collect(writer, from, (at) => {
    const digits = at + piece.length - 1;
    if (digits < SHORTEST || !canStand(piece, at)) return null;
    const register = writer.newRegister();
    writer.copy(register, RESULT);
    exactly(writer, register, digits);
    standing(writer, register, piece, at);
    return register;
  });
}

/** Numbers that have a piece at a place or after it, and the rest of the pattern behind it. */
function beginning(writer: ProgramWriter, piece: string, from: number, rest: FromPlace | null): FromPlace {
  return collect(writer, from, (at) => {
    const behind = rest === null ? RESULT : rest[at + piece.length];
    if (behind === undefined || !canStand(piece, at)) return null;
    const register = writer.newRegister();
    writer.copy(register, behind);
    standing(writer, register, piece, at);
    return register;
  });
}
