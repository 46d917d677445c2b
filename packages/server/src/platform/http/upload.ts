import type { FastifyInstance } from 'fastify';
import { payloadTooLarge, unsupportedMediaType } from '../errors/index.ts';
import { refuseCoding } from './content-coding.ts';
import type { Route } from './route.ts';

type Upload = NonNullable<Route<unknown>['upload']>;

async function* nothing(): AsyncGenerator<Uint8Array> {
  // No route but an upload has one.
}

export const NO_UPLOAD: AsyncIterable<Uint8Array> = { [Symbol.asyncIterator]: nothing };

/** In this scope a body of the route's type is handed on as a stream, and anything else is 415. */
export function acceptUploads(scope: FastifyInstance, upload: Upload): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser(upload.mediaType, (request, payload, done) => {
    try {
      refuseCoding(request.headers);
      done(null, payload);
    } catch (error) {
      done(error as Error);
    }
  });
  scope.addContentTypeParser('*', (_request, _payload, done) => {
    done(unsupportedMediaType({ message: `Content-Type must be ${upload.mediaType}.` }));
  });
}

/** The bytes of an upload, which end with 413 when there are more than the route takes. */
export async function* readUpload(body: unknown, upload: Upload): AsyncGenerator<Uint8Array> {
  if (body === undefined || body === null) {
    throw unsupportedMediaType({ message: `Content-Type must be ${upload.mediaType}.` });
  }
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > upload.limitBytes) {
      const mib = Math.floor(upload.limitBytes / 1024 / 1024);
      throw payloadTooLarge({ message: `The file is larger than ${mib.toString()} MiB.` });
    }
    yield chunk;
  }
}
