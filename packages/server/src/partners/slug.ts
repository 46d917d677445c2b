const MAX_LENGTH = 48;

/** A readable name for addresses: `Acme Telecom Pvt. Ltd.` → `acme-telecom-pvt-ltd`; empty where nothing readable is left. */
export function slugOf(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_LENGTH)
    .replace(/^-+|-+$/g, '');
}
