import type { IncomingHttpHeaders } from 'node:http';
import { unsupportedMediaType } from '../errors/index.ts';

/** Bodies come as they are. Throws 415 for one that is said to be compressed: read as it stands it would be something else. */
export function refuseCoding(headers: IncomingHttpHeaders): void {
  const coding = headers['content-encoding'];
  if (coding === undefined || coding === '' || coding.toLowerCase() === 'identity') return;
  throw unsupportedMediaType({
    message: 'Content-Encoding must be absent or identity: compressed bodies are not read.',
    headers: { 'accept-encoding': 'identity' },
  });
}
