import type { Tx } from '../platform/db/index.ts';
import type { News } from '../platform/news/index.ts';

/** What somebody remembers and must forget when it changes. */
export type AuthChange =
  | { readonly authId: string }
  | { readonly partnerId: string }
  | { readonly userId: string }
  | { readonly sessionId: string };

export function tagOf(change: AuthChange): string {
  if ('authId' in change) return `a:${change.authId}`;
  if ('partnerId' in change) return `p:${change.partnerId}`;
  return 'userId' in change ? `u:${change.userId}` : `s:${change.sessionId}`;
}

export const AUTH_CHANNEL = 'portal_auth';

/** News of changed credentials. */
export class AuthNews {
  readonly #news: News;

  constructor(news: News) {
    this.#news = news;
  }

  /** Tells every node, when the transaction commits. This one stops trusting its memory of it at once. */
  async announce(tx: Tx, changes: readonly AuthChange[]): Promise<void> {
    await this.#news.announce(tx, AUTH_CHANNEL, changes.map(tagOf));
  }
}
