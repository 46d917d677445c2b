import { equalDigests } from '../platform/crypto/index.ts';
import type { Reader } from '../platform/db/index.ts';
import type { Loaded } from '../platform/news/index.ts';
import type { AccountDirectory, AccountName } from './account-directory.ts';
import { tagOf } from './auth-news.ts';
import type { ApiCredential } from './credential.ts';
import { selectLiveCredentials } from './credential-store.ts';
import { compileAllowList, type IpCheck } from './ip-allow-list.ts';
import type {
  CredentialFacts,
  CustomerFacts,
  CustomerPrincipal,
  PartnerFacts,
  PartnerPrincipal,
} from './principal.ts';

/** One secret that opens an account, with the principal that it makes: ready before anybody asks. */
export interface KnownSecret {
  readonly hash: Buffer;
  readonly principal: PartnerPrincipal | CustomerPrincipal;
  readonly partnerId: string;
  readonly credentialId: string;
  /** Null: from anywhere. */
  readonly allows: IpCheck | null;
  /** Epoch milliseconds. */
  readonly validUntilMs: number;
  /** When its use was last noted. Epoch milliseconds. */
  usedAtMs: number;
}

export type Account =
  | { readonly kind: 'partner'; readonly partner: PartnerFacts }
  | { readonly kind: 'customer'; readonly customer: CustomerFacts };

/** All that is needed to check a pair of headers, without asking anybody. */
export interface KnownAccount {
  readonly account: Account;
  readonly secrets: readonly KnownSecret[];
}

export function partnerOf(account: Account): PartnerFacts {
  return account.kind === 'partner' ? account.partner : account.customer.partner;
}

/**
 * The secret with this hash. Compares with every one, each in constant time, so that duration tells neither how much
 * of a guess was right nor which token is near.
 */
export function findSecret(known: KnownAccount, hash: Buffer): KnownSecret | null {
  let found: KnownSecret | null = null;
  for (const secret of known.secrets) if (equalDigests(secret.hash, hash)) found = secret;
  return found;
}

/** Reads an account and its secrets; what does not exist is not worth remembering. */
export async function loadAccount(
  reader: Reader,
  directory: AccountDirectory,
  name: AccountName,
): Promise<Loaded<KnownAccount | null>> {
  const [account, credentials] = await Promise.all([
    readAccount(directory, name),
    selectLiveCredentials(reader, name.authId),
  ]);
  const tags = [tagOf({ authId: name.authId })];
  if (account === null) return { value: null, tags, keep: false };
  const secrets = credentials.flatMap((credential) => secretsOf(credential, account));
  return { value: { account, secrets }, tags: [...tags, tagOf({ partnerId: partnerOf(account).partnerId })] };
}

async function readAccount(directory: AccountDirectory, name: AccountName): Promise<Account | null> {
  if (name.kind === 'partner') {
    const partner = await directory.partnerByAuthId(name.authId);
    return partner === null ? null : { kind: 'partner', partner };
  }
  const customer = await directory.customerByAuthId(name.authId);
  return customer === null ? null : { kind: 'customer', customer };
}

function secretsOf(credential: ApiCredential, account: Account): KnownSecret[] {
  const common = {
    principal: principalOf(credential, account),
    partnerId: credential.partnerId,
    credentialId: credential.credentialId,
    allows: compileAllowList(credential.ipAllowList),
    usedAtMs: credential.lastUsedAt?.getTime() ?? 0,
  };
  const ends = credential.expiresAt?.getTime() ?? Infinity;
  const current = { ...common, hash: credential.secretHash, validUntilMs: ends };
  if (credential.previousHash === null || credential.previousExpiresAt === null) return [current];
  const overlapEnds = Math.min(ends, credential.previousExpiresAt.getTime());
  return [current, { ...common, hash: credential.previousHash, validUntilMs: overlapEnds }];
}

function principalOf(credential: ApiCredential, account: Account): PartnerPrincipal | CustomerPrincipal {
  const facts: CredentialFacts = {
    kind: 'token',
    id: credential.credentialId,
    label: credential.label,
    userId: null,
    maxTransferPerDay: credential.maxTransferPerDay,
  };
  const apiVersion = credential.apiVersion;
  return account.kind === 'partner'
    ? {
        kind: 'partner',
        partner: account.partner,
        credential: facts,
        scopes: new Set(credential.scopes),
        apiVersion,
      }
    : { kind: 'customer', customer: account.customer, credential: facts, apiVersion };
}
