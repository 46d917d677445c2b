import type { FastifyInstance } from 'fastify';
import { ValidationFailure, fault, unsupportedMediaType } from '../errors/index.ts';

export const BODY_LIMIT_BYTES = 256 * 1024;

const utf8 = new TextDecoder('utf-8', { fatal: true });

function decode(bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new ValidationFailure([fault(['body'], 'unicode_decode_error', 'Body is not valid UTF-8')]);
  }
}

/** Reads a JSON body; an empty one is `undefined`. Throws the published fault for what is not JSON. */
function parseJson(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const reason = error instanceof Error ? error.message : '';
    const position = /position (\d+)/.exec(reason);
    throw new ValidationFailure([
      fault(['body', Number(position?.[1] ?? 0)], 'json_invalid', 'JSON decode error', {}),
    ]);
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
      done(null, parseJson(decode(bytes as Buffer)));
    } catch (error) {
      done(error as Error);
    }
  });
}
