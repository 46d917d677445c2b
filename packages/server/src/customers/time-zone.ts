import { Format } from 'typebox/format';

/** A time zone by its IANA name, in IANA's own case; null when there is none. Offsets such as `+05:30` are no zones. */
export function timeZoneName(text: string): string | null {
  if (!/^[A-Za-z]/.test(text)) return null;
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
  } catch {
    return null;
  }
  // The runtime calls some zones by an older name (Asia/Calcutta), so the name that was typed is kept.
  const known = Intl.supportedValuesOf('timeZone').find((zone) => zone.toLowerCase() === text.toLowerCase());
  return known ?? text;
}

/** Format of request fields: a wrong zone is named together with all other faults. Empty text means none. */
export const TIME_ZONE_FORMAT = 'time-zone';
Format.Set(TIME_ZONE_FORMAT, (text) => text.trim() === '' || timeZoneName(text.trim()) !== null);
