const JSON_TYPE = 'application/json';

/**
 * Whether an Accept header admits the answer's media type (RFC 9110, 12.5.1); none at all admits everything. Where the
 * answer is a file, a client that can read the errors, which are JSON, is let through as well.
 */
export function accepts(header: string | undefined, mediaType: string = JSON_TYPE): boolean {
  if (header === undefined || header.trim() === '' || header === '*/*' || header === JSON_TYPE) return true;
  return quality(header, mediaType) > 0 || (mediaType !== JSON_TYPE && quality(header, JSON_TYPE) > 0);
}

/** The options of a 406 for a route that answers this. */
export function acceptable(mediaType: string | undefined): { readonly message?: string } {
  return mediaType === undefined ? {} : { message: `Accept must admit ${mediaType}.` };
}

function quality(header: string, mediaType: string): number {
  const ranges = ['*/*', `${mediaType.split('/')[0] ?? ''}/*`, mediaType];
  let best = { specificity: -1, quality: 0 };
  for (const part of header.split(',').slice(0, 32)) {
    const [range = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
    const specificity = ranges.indexOf(range);
    if (specificity < 0) continue;
    const given = parameters.find((text) => text.startsWith('q='));
    const q = given === undefined ? 1 : Number(given.slice(2));
    if (specificity > best.specificity) best = { specificity, quality: Number.isNaN(q) ? 0 : q };
  }
  return best.quality;
}
