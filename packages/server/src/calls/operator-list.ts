import { OPERATOR_BOOKS, appendAudit, fieldChanges } from '../audit/index.ts';
import type { By } from '../identity/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { appendOutbox } from '../platform/outbox/index.ts';

/** One line of a list that the operator keeps for all calls; null where there was or is none. */
export interface ListChange<Line> {
  readonly list: 'destination_class' | 'emergency_number';
  /** What the line is found by, in the words of the wire. */
  readonly key: Readonly<Record<string, string>>;
  readonly from: Line | null;
  readonly to: Line | null;
  /** A line in the words of the wire; of none, nulls. */
  readonly fieldsOf: (line: Line | null) => Readonly<Record<string, unknown>>;
}

/** Audit entry and event of a change; neither where nothing changed. */
export async function noteListChange<Line>(
  tx: Tx,
  { list, key, from, to, fieldsOf }: ListChange<Line>,
  by: By,
): Promise<void> {
  const changes = fieldChanges(fieldsOf(from), fieldsOf(to));
  if (changes.length === 0) return;
  const action = to === null ? (`${list}.removed` as const) : (`${list}.set` as const);
  await appendAudit(tx, [
    {
      partnerId: OPERATOR_BOOKS,
      at: by.at,
      actor: by.actor,
      action,
      objectType: list,
      objectId: Object.values(key).join('/'),
      changes,
    },
  ]);
  await appendOutbox(tx, by.at, [{ partnerId: null, topic: action, payload: { ...fieldsOf(to), ...key } }]);
}
