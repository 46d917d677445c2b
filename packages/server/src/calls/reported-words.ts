/** Published causes; what is said in their words in another spelling is one of them. */
const CAUSES: ReadonlySet<string> = new Set([
  'NORMAL_CLEARING',
  'USER_BUSY',
  'NO_ANSWER',
  'ORIGINATOR_CANCEL',
  'CALL_REJECTED',
  'REJECTED',
  'INVALID_NUMBER',
  'UNALLOCATED_NUMBER',
  'SERVICE_UNAVAILABLE',
  'SERVER_ERROR',
  'MEDIA_TIMEOUT',
  'PROTOCOL_ERROR',
  'NETWORK_OUT_OF_ORDER',
  'DESTINATION_OUT_OF_ORDER',
  'NORMAL_TEMPORARY_FAILURE',
  'SWITCH_CONGESTION',
  'UNKNOWN',
]);

/** In the published spelling, by their small letters. */
const SOURCES: ReadonlyMap<string, string> = new Map(
  ['Caller', 'Callee', 'Carrier', 'Platform', 'API Request', 'Answer XML', 'Error', 'Unknown'].map((one) => [
    one.toLowerCase(),
    one,
  ]),
);

const MOST_CHARACTERS = 60;

/** Letters, digits, `_`, `-` and single spaces are left; null where that is nothing. */
function wordOf(said: string | null | undefined): string | null {
  const word = (said ?? '')
    .replace(/\s+/g, ' ')
    .replace(/[^A-Za-z0-9_ -]/g, '')
    .slice(0, MOST_CHARACTERS)
    .replace(/^[ -]+|[ -]+$/g, '');
  return word === '' ? null : word;
}

/** Why a call ended, as an edge said it: in capitals, and in published words where it is one of these. */
export function hangupCauseOf(said: string | null | undefined): string | null {
  const word = wordOf(said)?.toUpperCase() ?? null;
  const published = word?.replace(/[ -]/g, '_');
  return published !== undefined && CAUSES.has(published) ? published : word;
}

/** Who ended it, in the published spelling; what is none of these stays as it is. */
export function hangupSourceOf(said: string | null | undefined): string | null {
  const word = wordOf(said);
  return word === null ? null : (SOURCES.get(word.toLowerCase()) ?? word);
}

/** How its signalling ended, such as `send_bye`. */
export function hangupDispositionOf(said: string | null | undefined): string | null {
  return wordOf(said)?.toLowerCase() ?? null;
}
