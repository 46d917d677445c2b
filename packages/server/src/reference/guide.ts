import type { CatalogueEntry } from './document.ts';
import type { ReferenceConfig } from './reference-config.ts';

/**
 * The part of the reference that belongs to no single operation. Markdown with the few forms that the reference
 * page prints: headings, paragraphs, lists, tables, code.
 */
export function guide(config: ReferenceConfig, errors: readonly CatalogueEntry[]): string {
  return [
    START,
    authentication(config),
    VERSIONS,
    MONEY,
    PAGINATION,
    DATES,
    ERRORS,
    IDEMPOTENCY,
    rateLimits(config),
    catalogueTable(errors),
  ].join('\n\n');
}

const START = `
With this API you run a telephony business under your own name: you create accounts for your customers, fund their
prepaid wallets from your master account, pull money back, and read every ledger. You are the *partner*; your
customers hold *accounts*, each with one *wallet*; the *operator* runs the platform.

Requests and answers are JSON in UTF-8. A request with a body says \`Content-Type: application/json\`; an \`Accept\`
header, if there is one, must admit \`application/json\`. A body may be 256 KiB long. Operations that take a
file say so, with its type and size. Keys that an operation does not
know are refused, so that a misspelt field is never silently ignored, and so is a key that stands twice. Texts are one
line; descriptions, notes, reasons, postal addresses and messages may have several. Bodies are not
compressed: a \`Content-Encoding\` other than \`identity\` answers 415.
`.trim();

function authentication(config: ReferenceConfig): string {
  return `
## Authentication

**Partner API** (\`/api/v1/partner\`). Send two headers with every request:

| Header | Value |
|---|---|
| \`X-Auth-ID\` | Your partner id, \`partner-\` and eight characters. It never changes. |
| \`X-Auth-Token\` | One of your tokens, \`sk_live_…\` or, in the sandbox, \`sk_test_…\`. |

You receive both when ${config.operatorName} opens your partner account. You may hold several tokens, each with its own
label, scopes, expiry, address list and pinned API version; a token that is revoked or rotated is dead at once. We keep
no copy of a partner token, so store it when it is shown.

For people at a keyboard there is a login: \`POST /api/v1/partner/login\` takes e-mail and password and answers with an
access token that is valid for one hour. Send it as \`Authorization: Bearer …\` instead of the two headers. When a
valid header pair is there, a \`Bearer\` beside it is ignored.

**Customer side** (\`/api/v1/Account/{auth_id}\` and \`/api/v1/auth/me\`). The same two headers, with the account's own
\`auth_id\` and \`auth_token\`; or HTTP Basic with these two. \`account\` and \`accounts\` are accepted spellings of the
path. A partner's credentials do not open a customer's paths, nor the other way round: both answer 403.

Missing or wrong credentials answer 401 \`unauthorized\`, always with the same words. A suspended partner can still read; whatever would
change something answers 403. Never put a token into a web page or an app: answers carry no CORS headers on purpose.
`.trim();
}

const VERSIONS = `
## Versions

The form of answers is dated. Ask for a version with \`X-API-Version: YYYY-MM-DD\`; without it the version pinned to your
token applies, which is \`2026-03-25\` unless you chose otherwise. Every answer says in \`X-API-Version\` which one it is.
Requests are the same in all versions.

| Version | For whom | What is different |
|---|---|---|
| \`2026-03-25\` | New integrations. The default. | All fields. \`GET /me\` has \`id\` = your partner id, and \`balance\` as a number. New fields may be added at any time: ignore what you do not know. |
| \`2026-05-12\` | Programs that use the published client libraries | Exactly the published keys and types, nothing added. \`GET /me\` has a UUID as \`id\` and \`balance\` as text with five decimals. |

Where the two differ, an operation shows both. Where only one form is shown, it holds for both.
`.trim();

const MONEY = `
## Money

All amounts are exact decimals with up to five places. Nothing is ever rounded: an amount that has more decimals is refused.

- **In requests** an amount is a JSON number or a decimal string: \`500\`, \`0.9\` and \`"500.00"\` are all good. At most
  10,000,000,000 in one movement. A number of more digits than a double holds is refused rather than rounded.
- **In answers** an amount is a number where its type says number, and text with five decimals (\`"1300.00000"\`) where its
  type says string. Version \`2026-03-25\` prints numbers with at least two decimals: \`48250.00\`. They are exact: read
  them into a decimal type if your language has one.
- **\`balance\` and \`available_balance\`.** \`balance\` is what is in the account; \`available_balance\` is what can be spent:
  balance − held + credit limit.
- **Currencies** are ISO 4217 codes, in requests in either case. A transfer's currency must be that of the wallet and of one of your master accounts.
  Nothing is ever converted.

**Whole numbers in version \`2026-05-12\`.** Some of its published types say *integer* where money can be fractional. We do
not round money to fit them. Whole amounts are printed without decimals (\`500\`), fractional amounts are printed exactly
(\`0.9\`). The published Python client reads such fields into integers and raises an error on a fraction; the
published Go client cannot read one either. If your amounts can be fractional, use version \`2026-03-25\`, or a client that
reads numbers as decimals.
`.trim();

const PAGINATION = `
## Pages

Lists take \`page\` (from 1) and \`per_page\`, whose other name is \`size\`. How much a page may hold stands at each list;
asking for more is refused with 422, not silently cut. A page beyond the last one is an empty list, not an error.

Page numbers end at row 100,000 (422 \`page_too_deep\`). Cursors have no end and stay correct while rows are added: take
\`next_cursor\` from an answer and send it as \`cursor\`; \`null\` means that was all. Answers of version \`2026-05-12\` carry no
cursor, because the published types have no room for one.
`.trim();

const DATES = `
## Dates and times

Times in answers are ISO 8601 in UTC, such as \`2026-03-25T10:00:00.000Z\`. Do not rely on the number of decimals.

Filters take a day (\`2026-03-25\`, a day in UTC) or a full time with its offset (\`2026-03-25T00:00:00+05:30\`; in a URL
write the plus sign as \`%2B\`). Both ends are included: a bare last day reaches to its end. \`from_date\`/\`to_date\` and
\`start_date\`/\`end_date\` mean the same; a window that ends before it starts is refused with 422.
`.trim();

const ERRORS = `
## Errors

An error has a status, a stable code and a sentence. Decide by the code; the sentence may change. Facts that help to act
stand beside them:

\`\`\`json
{
  "error": "insufficient_balance",
  "message": "Your partner balance (₹200.00) is insufficient for this transfer (₹500.00).",
  "current_balance": 200.00,
  "requested_amount": 500.00,
  "currency": "INR",
  "request_id": "req_k7Vb2nQ4xT0aLr9c"
}
\`\`\`

An invalid request answers 422 and names *all* its faults in \`details\`, each with the place (\`loc\`) where it is. What does
not exist and what belongs to somebody else answer the same 404. The customer side keeps the error forms that are published
for it; each operation shows them. Every answer carries \`X-Request-Id\`; quote it when you ask us.

All codes stand in the error catalogue below. *Retryable* there means: the same request, unchanged, may succeed later.
`.trim();

const IDEMPOTENCY = `
## Repeating a request safely

A connection can break after we did what you asked and before you heard of it. Every POST that moves money or creates
something therefore accepts \`Idempotency-Key\`: any text of 1 to 255 printable ASCII characters. Make a new one (a UUID)
for each thing you want done, store it, and repeat the request with the same key until you have an answer.

What is protected, precisely:

- **Same key, same request** to the same path: done once. Repeats receive the stored answer, status included, with
  \`Idempotency-Replayed: true\`. A repeat that arrives while the first is still running waits for it.
- **Refusals are answers too.** A transfer that was refused for lack of balance stays refused under its key, also after you
  were funded. Take a new key to try anew.
- **Not stored** are 401, 422, 429 and 5xx: nothing was done, the same key may be used again.
- **Same key, other request**: 409 \`idempotency_key_reused\`. Nothing is done.
- A key belongs to you, the method and the path. Your tokens share it, so that rotating a token in between does no harm. It
  is kept for 30 days. Secrets in a stored answer (a new token) are shown again for 24 hours, to the same credential
  alone; to others and later they are masked. Another spelling of the path is the same path.

What is **not** protected: a POST **without** a key. Two equal requests are then two transfers, because two equal transfers
can be meant. **The published client libraries repeat a POST by themselves** (by default twice, on a broken connection and on
408, 429 and 5xx, one of them on 409) **and send no key.** We never answer one of these after a change was
stored, but no server can help it when the connection itself breaks. So with these libraries set their \`maxRetries\` to 0 for
transfers, or add the header. GET, PUT, PATCH and DELETE take no key: repeating them leaves the same state.
`.trim();

function rateLimits(config: ReferenceConfig): string {
  return `
## Rate limits

Each credential may make ${String(config.rateLimitPerSecond)} requests a second, and ${String(config.rateLimitBurst)} at once after a pause. Answers say
where you stand in \`RateLimit-Limit\`, \`RateLimit-Remaining\` and \`RateLimit-Reset\` (seconds). Beyond the limit you
receive 429 with \`Retry-After\` in seconds, and nothing was done. Failed logins and wrong tokens are slowed down separately, by
address and by id.
`.trim();
}

function catalogueTable(errors: readonly CatalogueEntry[]): string {
  const rows = errors.map(
    ({ code, status, text, retryable }) =>
      `| \`${code}\` | ${String(status)} | ${text.replaceAll('|', '\\|')} | ${retryable ? 'yes' : 'no'} |`,
  );
  return [
    '## Error catalogue',
    '',
    '| Code | Status | Meaning | Retryable |',
    '|---|---|---|---|',
    ...rows,
  ].join('\n');
}
