import { targetOf } from './prepared-command.ts';
import type { LedgerCommand } from './command.ts';

/**
 * Parts commands, in order, where one depends on an earlier one: the same id or key, the same target, or a target that an
 * earlier command makes. Within a wave no command depends on another; each wave is posted after the one before it.
 */
export function wavesOf(commands: readonly LedgerCommand[]): LedgerCommand[][] {
  const waves: LedgerCommand[][] = [];
  let wave: LedgerCommand[] = [];
  let taken = new Set<string>();
  for (const command of commands) {
    const claims = claimsOf(command);
    if (claims.some((claim) => taken.has(claim))) {
      waves.push(wave);
      wave = [];
      taken = new Set();
    }
    for (const claim of claims) taken.add(claim);
    wave.push(command);
  }
  if (wave.length > 0) waves.push(wave);
  return waves;
}

function claimsOf(command: LedgerCommand): string[] {
  const partner = command.partnerId.toLowerCase();
  const claims = [`${partner}/${command.id.toLowerCase()}`];
  const target = targetOf(command);
  if (target !== null) claims.push(`${partner}/${target.id}`);
  const key = command.key ?? null;
  if (key !== null) claims.push(`${partner} ${key.scope} ${key.key}`);
  return claims;
}
