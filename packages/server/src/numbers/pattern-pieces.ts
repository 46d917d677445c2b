import { ALL_PLANE, digitPlane, exactLengthPlane, lengthPlane } from './shelf-planes.ts';

const SHORTEST = 7;
const LONGEST = 15;

/** A piece of a pattern between two gaps, and all that it can be. */
export interface Piece {
  readonly length: number;
  /** Where it can begin, and which planes a number has to have for that. */
  readonly places: readonly { readonly place: number; readonly planes: readonly number[] }[];
}

export interface Pieces {
  /** Planes that every number of the pattern has: what it says of the beginning. */
  readonly required: readonly number[];
  /** What comes somewhere behind that, in this order. */
  readonly pieces: readonly Piece[];
}

/** True where a piece could stand in a place at all; the `+` of a number is its place 0. */
function canStand(piece: string, at: number): boolean {
  return (
    at + piece.length - 1 <= LONGEST &&
    Array.from(piece).every((one, index) => (one === '+' ? at + index === 0 : one === '_' || at + index > 0))
  );
}

/** Planes of the numbers that have a piece in a place where it can stand. */
function standing(piece: string, at: number): number[] {
  const digits = Array.from(piece).flatMap((one, index) =>
    /\d/.test(one) ? [digitPlane(at + index, Number(one))] : [],
  );
  const end = at + piece.length - 1;
  return piece.endsWith('_') && end > SHORTEST ? [...digits, lengthPlane(end)] : digits;
}

/** Planes where a piece is the end of the number as well. */
function ending(piece: string, at: number): number[] {
  return [...standing(piece, at), exactLengthPlane(at + piece.length - 1)];
}

/** Takes a LIKE of `+`, digits, `%` and `_` apart. Null where no number is like that. */
export function piecesOf(like: string): Pieces | null {
  const [first = '', ...others] = like.split('%');
  if (!canStand(first, 0)) return null;
  const last = others.pop();
  if (last === undefined)
    return first.length - 1 < SHORTEST ? null : { required: ending(first, 0), pieces: [] };
  const words = [...others.filter((piece) => piece !== '').map((text) => ({ text, atEnd: false }))];
  if (last !== '') words.push({ text: last, atEnd: true });
  let from = first.length;
  const pieces: Piece[] = [];
  for (const { text, atEnd } of words) {
    pieces.push(pieceOf(text, from, atEnd));
    from += text.length;
  }
  if (pieces.some(({ places }) => places.length === 0)) return null;
  return { required: standing(first, 0), pieces };
}

/** `from`: no earlier than there. */
function pieceOf(text: string, from: number, atEnd: boolean): Piece {
  const all = Array.from({ length: LONGEST + 1 }, (_, place) => place).filter(
    (place) => place >= from && canStand(text, place) && (!atEnd || place + text.length - 1 >= SHORTEST),
  );
  const places = all.map((place) => {
    const planes = atEnd ? ending(text, place) : standing(text, place);
    // A piece of `?` alone may say nothing.
    return { place, planes: planes.length === 0 ? [ALL_PLANE] : planes };
  });
  return { length: text.length, places };
}
