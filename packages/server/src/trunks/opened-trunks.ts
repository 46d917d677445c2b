import type { IpAcl, SipCredential, Trunk } from './trunk.ts';

/** What lets calls in: a trunk names it by this field. */
export type OpenerField = 'credentialId' | 'ipAclId';

/**
 * The trunks that a credential or an address entry opens: those that name it. One that no trunk names opens the trunks
 * that name none of its kind. `trunks` are all of the account, disabled ones too: naming is naming.
 */
export function openedBy(field: OpenerField, id: string, trunks: readonly Trunk[]): readonly Trunk[] {
  const naming = trunks.filter((trunk) => trunk[field] === id);
  return naming.length > 0 ? naming : trunks.filter((trunk) => trunk[field] === null);
}

/** The other way round: the account's credentials or address entries that open one trunk. */
export function openersOf<O extends SipCredential | IpAcl>(
  field: OpenerField,
  trunk: Trunk,
  openers: readonly O[],
  trunks: readonly Trunk[],
): readonly O[] {
  return openers.filter(({ id }) => openedBy(field, id, trunks).some((one) => one.trunkId === trunk.trunkId));
}

export type PickedTrunk =
  | { readonly outcome: 'found'; readonly trunk: Trunk }
  /** No trunk takes calls of this caller. */
  | { readonly outcome: 'none' }
  /** Several do, and the request's host names none of them. */
  | { readonly outcome: 'ambiguous' };

/** The trunk's own label, where a host is one below the platform's SIP domain; else null. */
function labelOf(host: string | null, sipDomain: string): string | null {
  const plain = host?.toLowerCase().replace(/\.$/, '') ?? '';
  return plain.endsWith(`.${sipDomain}`) ? plain.slice(0, -sipDomain.length - 1) : null;
}

/**
 * Which of the opened trunks a call is for. Only trunks that are enabled and take calls from the customer count; the host of
 * the request names one by its domain; without such a host there must be one alone.
 */
export function pickTrunk(opened: readonly Trunk[], host: string | null, sipDomain: string): PickedTrunk {
  const usable = opened.filter(({ enabled, direction }) => enabled && direction !== 'inbound');
  const label = labelOf(host, sipDomain);
  const meant = label === null ? usable : usable.filter(({ domainLabel }) => domainLabel === label);
  const [first, second] = meant;
  if (first === undefined) return { outcome: 'none' };
  return second === undefined ? { outcome: 'found', trunk: first } : { outcome: 'ambiguous' };
}
