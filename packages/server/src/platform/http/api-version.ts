import { unsupportedApiVersion } from '../errors/index.ts';

/** Oldest first. The first is what a credential gets unless it asks for another. */
export const API_VERSIONS = ['2026-03-25', '2026-05-12'] as const;
export type ApiVersion = (typeof API_VERSIONS)[number];
export const DEFAULT_API_VERSION: ApiVersion = '2026-03-25';

export function isApiVersion(text: string): text is ApiVersion {
  return API_VERSIONS.some((version) => version === text);
}

/** The header decides, else the version pinned to the credential. */
export function resolveApiVersion(header: string | undefined, pinned: ApiVersion): ApiVersion {
  if (header === undefined || header === '') return pinned;
  if (!isApiVersion(header)) throw unsupportedApiVersion({ facts: { supported_versions: API_VERSIONS } });
  return header;
}
