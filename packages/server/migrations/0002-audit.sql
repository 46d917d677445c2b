-- Who did what, from which value to which, when and from where. Rows are only ever added.

CREATE TABLE audit_entry (
  partner_id  uuid NOT NULL,          -- all zeros: the operator's own affairs, which no partner reads
  id          uuid NOT NULL,
  at          timestamptz NOT NULL,
  actor_kind  text NOT NULL CHECK (actor_kind IN ('operator', 'partner', 'customer', 'system')),
  actor_id    text NOT NULL,
  actor_label text NOT NULL,
  action      text NOT NULL,          -- dotted: 'account.suspended'
  object_type text NOT NULL,
  object_id   text NOT NULL,
  changes     jsonb NOT NULL,         -- [{field, from, to}]
  reason      text,
  ip          text,
  user_agent  text,
  request_id  text,
  PRIMARY KEY (partner_id, id)
);
CREATE INDEX audit_entry_object ON audit_entry (partner_id, object_type, object_id, id);
CREATE INDEX audit_entry_id ON audit_entry (id);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The door for SQL of other rooms: entries as a JSON array, in the shape that `audit/audit-entry.ts` writes.
CREATE FUNCTION audit_append(entries jsonb) RETURNS void LANGUAGE sql AS $$
  INSERT INTO audit_entry (partner_id, id, at, actor_kind, actor_id, actor_label, action, object_type, object_id,
                           changes, reason, ip, user_agent, request_id)
  SELECT partner_id, id, at, actor_kind, actor_id, actor_label, action, object_type, object_id,
         coalesce(changes, '[]'::jsonb), reason, ip, user_agent, request_id
  FROM jsonb_to_recordset(entries) AS e(
    partner_id uuid, id uuid, at timestamptz, actor_kind text, actor_id text, actor_label text, action text,
    object_type text, object_id text, changes jsonb, reason text, ip text, user_agent text, request_id text)
$$;
