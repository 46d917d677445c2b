/** The customer under which sums keep a whole partner. */
export const WHOLE_PARTNER = '00000000-0000-0000-0000-000000000000';
