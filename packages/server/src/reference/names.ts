/** `transfer-balance` → `TransferBalance`. */
export function pascal(text: string): string {
  return text
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

/** `audit-log` → `auditLog`. */
export function camel(text: string): string {
  const name = pascal(text);
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** `transfers` → `transfer`. */
export function singular(word: string): string {
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  return word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
}

/**
 * Name of an operation in the typed client, `resource.method`. The resource is the first word of the path below the
 * surface's base. The method is an action that the path ends with (`POST /accounts/:id/suspend` is
 * `accounts.suspend`, `GET /cdrs/:id/explain` is `cdrs.explain`), else the verb of the operationId and what of the resource it is about
 * (`GET /accounts/:id/balance`, `getAccountBalance`: `accounts.getBalance`). `POST /login` and a surface's
 * own path have no resource; their method stands on the client itself.
 */
export function sdkName(route: {
  readonly method: string;
  readonly path: string;
  readonly operationId: string;
}): string {
  const [first, ...rest] = route.path.split('/').filter((part) => part !== '');
  if (first === undefined) return verbOf(route.operationId);
  const resource = camel(first);
  if (rest.length === 0 && ACTIONS.has(first)) return resource;
  return `${resource}.${methodName(route, rest)}`;
}

/** Paths of one word that is something to do and not a thing. */
const ACTIONS = new Set(['login', 'logout']);

function verbOf(operationId: string): string {
  return /^[a-z]+/.exec(operationId)?.[0] ?? operationId;
}

function methodName(
  { method, operationId }: { readonly method: string; readonly operationId: string },
  path: readonly string[],
): string {
  const verb = verbOf(operationId);
  const noun = path.filter((part) => !part.startsWith(':')).join('-');
  const last = path.at(-1) ?? '';
  const toOne = last.startsWith(':');
  if (noun === verb) return verb;
  if (method !== 'GET' && operationId.endsWith(pascal(noun)) && !noun.startsWith(verb)) {
    return verb + pascal(noun);
  }
  if (method === 'POST' && noun !== '' && !toOne && singular(last) === last) return camel(noun);
  return verb + pascal(verb !== 'list' && (method === 'POST' || toOne) ? singular(noun) : noun);
}
