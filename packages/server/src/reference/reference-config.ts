import type { Config } from '../platform/config/index.ts';

/** What the document says of the installation that serves it. */
export interface ReferenceConfig {
  /** Where the API is reached; `/` means wherever the document came from. */
  readonly serverUrl: string;
  readonly operatorName: string;
  readonly rateLimitPerSecond: number;
  readonly rateLimitBurst: number;
}

/** The document that a server shows describes that server. */
export function referenceConfigOf(
  config: Pick<Config, 'publicUrl' | 'operator' | 'rateLimitPerSecond' | 'rateLimitBurst'>,
): ReferenceConfig {
  return {
    serverUrl: config.publicUrl,
    operatorName: config.operator.name,
    rateLimitPerSecond: config.rateLimitPerSecond,
    rateLimitBurst: config.rateLimitBurst,
  };
}

/** The committed document describes the product, whoever runs it: defaults, and no address. */
export const COMMITTED_REFERENCE: ReferenceConfig = {
  serverUrl: '/',
  operatorName: 'Vobiz',
  rateLimitPerSecond: 50,
  rateLimitBurst: 100,
};
