import type { PreparedCommand } from './prepared-command.ts';

/**
 * Parts commands, in order, where one depends on an earlier one: the same id or key, the same target, or a target that an
 * earlier command makes. Within a wave no command depends on another; each wave is posted after the one before it.
 */
export function wavesOf(commands: readonly PreparedCommand[]): PreparedCommand[][] {
  const waves: PreparedCommand[][] = [];
  let wave: PreparedCommand[] = [];
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

/** Without the partner: should two partners ever claim the same, their commands are parted for nothing, and no worse. */
function claimsOf({ id, target, key }: PreparedCommand): string[] {
  const claims = [id];
  if (target !== null) claims.push(target);
  if (key !== null) claims.push(`${key.scope} ${key.key}`);
  return claims;
}
