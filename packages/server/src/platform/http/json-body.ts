import type { FastifyInstance } from 'fastify';
import { ValidationFailure, fault, unsupportedMediaType } from '../errors/index.ts';
import { refuseCoding } from './content-coding.ts';
import type { FoundFault } from './fault-order.ts';
import { faultyAt } from './json-fault.ts';
import { readJson } from './read-json.ts';

export const BODY_LIMIT_BYTES = 256 * 1024;

const utf8 = new TextDecoder('utf-8', { fatal: true });

function decode(bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new ValidationFailure([fault(['body'], 'unicode_decode_error', 'Body is not valid UTF-8')]);
  }
}

/** A body with what its reader found, beside what the route's schema will say of it. */
class DoubtfulBody {
  readonly value: unknown;
  readonly faults: readonly FoundFault[];

  constructor(value: unknown, faults: readonly FoundFault[]) {
    this.value = value;
    this.faults = faults;
  }
}

const NO_FAULTS: readonly FoundFault[] = [];

/** What a request's body says, and what is wrong with it before any schema is asked. */
export function bodyOf(body: unknown): Pick<DoubtfulBody, 'value' | 'faults'> {
  return body instanceof DoubtfulBody ? body : { value: body, faults: NO_FAULTS };
}

/** Reads a JSON body; an empty one is `undefined`. Throws the published fault for what is not JSON. */
function parseJson(bytes: Buffer): unknown {
  const text = decode(bytes);
  if (text === '') return undefined;
  try {
    const { value, faults } = readJson(bytes, text);
    return faults.length === 0 ? value : new DoubtfulBody(value, faults);
  } catch (error) {
    const reason = error instanceof Error ? error.message : '';
    const position = /at position (\d+) \(line \d+ column \d+\)$/.exec(reason)?.[1];
    const at = position === undefined ? faultyAt(text) : Number(position);
    throw new ValidationFailure([fault(['body', at], 'json_invalid', 'JSON decode error', {})]);
  }
}

function charsetOf(contentType: string): string {
  return /charset\s*=\s*"?([^";\s]+)/i.exec(contentType)?.[1]?.toLowerCase() ?? 'utf-8';
}

/** JSON in UTF-8 is the one language of bodies; whatever else comes is 415. */
export function acceptJsonBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, bytes, done) => {
    try {
      if (!['utf-8', 'utf8'].includes(charsetOf(request.headers['content-type'] ?? '')))
        throw unsupportedMediaType();
      refuseCoding(request.headers);
      done(null, parseJson(bytes as Buffer));
    } catch (error) {
      done(error as Error);
    }
  });
}
