import type { TransportOptions } from './transport.ts';

export interface VersionOption<V extends string> {
  /** Form of the answers, and of their types. Default: the oldest, `2026-03-25`. */
  readonly apiVersion?: V | undefined;
}

/** A partner's id and token, or the access token of a login. Neither is needed to log in. */
export type PartnerCredentials =
  | { readonly authId: string; readonly authToken: string; readonly bearer?: undefined }
  | { readonly bearer: string; readonly authId?: undefined; readonly authToken?: undefined }
  | { readonly bearer?: undefined; readonly authId?: undefined; readonly authToken?: undefined };

/** An account's own id and token. */
export interface AccountCredentials {
  readonly authId: string;
  readonly authToken: string;
}

export type PartnerOptions<V extends string> = TransportOptions & VersionOption<V> & PartnerCredentials;
export type CustomerOptions<V extends string> = TransportOptions & VersionOption<V> & AccountCredentials;
/** Without `bearer` a browser's session cookie is used. */
export type OperatorOptions<V extends string> = TransportOptions &
  VersionOption<V> & { readonly bearer?: string | undefined };
export type AnonymousOptions<V extends string> = TransportOptions & VersionOption<V>;

interface AnyCredentials extends TransportOptions {
  readonly authId?: string | undefined;
  readonly authToken?: string | undefined;
  readonly bearer?: string | undefined;
}

/**
 * The headers that say who is asking, and in which version to answer. Without credentials it may be a browser with a
 * session cookie; the header of its own then says that our own page sends what changes something.
 */
export function clientHeaders(credentials: AnyCredentials, apiVersion: string): Record<string, string> {
  const { authId, authToken, bearer } = credentials;
  return {
    'x-api-version': apiVersion,
    ...(authId === undefined ? {} : { 'x-auth-id': authId }),
    ...(authToken === undefined ? {} : { 'x-auth-token': authToken }),
    ...(authId === undefined && bearer === undefined ? { 'x-portal-csrf': '1' } : {}),
    ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
  };
}
