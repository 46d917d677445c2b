import { Format } from 'typebox/format';

/** IANA's names of three letters. The runtime knows more, such as `IST`, of which the database thinks another clock. */
const SHORT = new Set('CET EET EST GMT HST MET MST PRC ROC ROK UCT UTC WET'.split(' '));
/** Names of the runtime that IANA does not have, or dropped; the database knows none of them. */
const FOREIGN = /^(SystemV\/.*|US\/Pacific-New|Canada\/East-Saskatchewan)$/i;

/** A time zone by its IANA name, in IANA's own case; null when there is none. Offsets such as `+05:30` are no zones. */
export function timeZoneName(text: string): string | null {
  if (!/^[A-Za-z]/.test(text) || FOREIGN.test(text)) return null;
  if (text.length === 3 && !SHORT.has(text.toUpperCase())) return null;
  const place = placeOf(text);
  // Of a name like `CET` the database takes the letters for an offset that knows no summer; the place has it.
  if (place === null || !text.includes('/')) return place;
  // The runtime calls some zones by an older name (Asia/Calcutta), so the name that was typed is kept.
  const known = Intl.supportedValuesOf('timeZone').find((zone) => zone.toLowerCase() === text.toLowerCase());
  return known ?? text;
}

/** What the runtime calls it; null when it knows none. */
function placeOf(text: string): string | null {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}

/** Format of request fields: a wrong zone is named together with all other faults. Empty text means none. */
export const TIME_ZONE_FORMAT = 'time-zone';
Format.Set(TIME_ZONE_FORMAT, (text) => text.trim() === '' || timeZoneName(text.trim()) !== null);
