/** Whether an Accept header admits `application/json` (RFC 9110, 12.5.1); none at all admits everything. */
export function acceptsJson(header: string | undefined): boolean {
  if (header === undefined || header.trim() === '' || header === '*/*' || header === 'application/json')
    return true;
  let best = { specificity: -1, quality: 0 };
  for (const part of header.split(',').slice(0, 32)) {
    const [range = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
    const specificity = ['*/*', 'application/*', 'application/json'].indexOf(range);
    if (specificity < 0) continue;
    const quality = parameters.find((text) => text.startsWith('q='));
    const q = quality === undefined ? 1 : Number(quality.slice(2));
    if (specificity > best.specificity) best = { specificity, quality: Number.isNaN(q) ? 0 : q };
  }
  return best.quality > 0;
}
