-- A group of commands in less time. What is written stays the same, to the byte.

-- A time as it stands in the text of an entry.
CREATE FUNCTION ledger_time_text(at timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
$$;

-- The text of an entry, made in one go: `||` copies it some thirty times over. The times come as texts, since the entries of
-- a group share them.
CREATE FUNCTION ledger_entry_text(
  partner_id uuid, entry_no bigint, id uuid, debit_account_id uuid, credit_account_id uuid, currency text, amount bigint,
  code text, reference text, description text, reverses uuid, debit_balance_after bigint, credit_balance_after bigint,
  debit_version bigint, credit_version bigint, event_at text, posted_at text
) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT concat_ws(E'\n', 'ledger-entry/1', partner_id, entry_no, id, debit_account_id, credit_account_id, currency, amount,
    to_json(code), coalesce(to_json(reference)::text, 'null'), coalesce(to_json(description)::text, 'null'),
    coalesce(reverses::text, 'null'), debit_balance_after, credit_balance_after, debit_version, credit_version, event_at,
    posted_at, '')
$$;
CREATE OR REPLACE FUNCTION ledger_entry_text(
  partner_id uuid, entry_no bigint, id uuid, debit_account_id uuid, credit_account_id uuid, currency text, amount bigint,
  code text, reference text, description text, reverses uuid, debit_balance_after bigint, credit_balance_after bigint,
  debit_version bigint, credit_version bigint, event_at timestamptz, posted_at timestamptz
) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT ledger_entry_text(partner_id, entry_no, id, debit_account_id, credit_account_id, currency, amount, code, reference,
    description, reverses, debit_balance_after, credit_balance_after, debit_version, credit_version,
    ledger_time_text(event_at), ledger_time_text(posted_at))
$$;

-- The same door as `audit_append(jsonb)`, a column an array, for what writes many entries at a time: to read JSON into rows
-- takes longer than to write the rows. Entries that are not wanted are left out. The changes of all are one JSON array.
CREATE FUNCTION audit_append(
  p_wanted boolean[], p_partner_id uuid[], p_id uuid[], p_at timestamptz[], p_actor_kind text[], p_actor_id text[],
  p_actor_label text[], p_action text[], p_object_type text[], p_object_id text[], p_changes jsonb, p_reason text[],
  p_ip text[], p_user_agent text[], p_request_id text[]
) RETURNS void LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
BEGIN
  INSERT INTO audit_entry (partner_id, id, at, actor_kind, actor_id, actor_label, action, object_type, object_id,
                           changes, reason, ip, user_agent, request_id)
  SELECT p_partner_id[g.k], p_id[g.k], p_at[g.k], p_actor_kind[g.k], p_actor_id[g.k], p_actor_label[g.k], p_action[g.k],
         p_object_type[g.k], p_object_id[g.k], p_changes -> (g.k - 1), p_reason[g.k], p_ip[g.k], p_user_agent[g.k], p_request_id[g.k]
  FROM generate_series(1, cardinality(p_id)) g(k) WHERE p_wanted[g.k];
END $$;

DROP FUNCTION ledger_submit(boolean, uuid[], timestamptz[], boolean[], integer[], uuid[], integer[], text[], date[], text[],
  integer[], uuid[], timestamptz[], integer[], integer[], text[], bigint[], text[], text[], text[], uuid[], timestamptz[],
  integer[], bigint[], text[], text[], bytea[], jsonb, integer[]);

-- Posts a group of commands of any number of partners; each is answered alone, all commit together.
--
-- Locks, in this order: chain heads by partner (of partners whose `p_locks` is true: something posts or carries a key),
-- then accounts by (partner, id). Commands are evaluated in order. What the caller must see to: no two commands of a group
-- share an id, a key or a target, and none targets what another of the group makes; commands name every account they touch.
--
-- Partners, accounts and allowances are given once and named by their place (1, 2, …; 0: none).
-- `p_careful`: look first whether a command's id is posted already, and answer with that.
-- The arguments that begin with e_ are audit entries, `e_command` the places of the commands that they are of, `e_changes` one
-- JSON array of the changes of each. An entry is written unless its command was refused or answered from what is stored.
-- Arguments go by their names: `ledger/group-arrays.ts` has the list.
-- Answers: comma lists in the order of the commands for what was posted (entry number 0: not posted), and in
-- `o_results` pairs [place, result] for everything else: held, refused, and stored results of keys seen before.
CREATE FUNCTION ledger_submit(
  p_careful boolean,
  p_partner uuid[], p_now timestamptz[], p_locks boolean[],
  p_account_partner integer[], p_account uuid[],
  p_allowance_partner integer[], p_allowance text[], p_allowance_day date[],
  c_kind text[], c_partner integer[], c_id uuid[], c_at timestamptz[], c_debit integer[], c_credit integer[],
  c_currency text[], c_amount bigint[], c_code text[], c_reference text[], c_description text[], c_target uuid[],
  c_expires timestamptz[], c_allowance integer[], c_limit bigint[], c_scope text[], c_key text[], c_hash bytea[],
  e_changes jsonb, e_command integer[], e_partner_id uuid[], e_id uuid[], e_at timestamptz[], e_actor_kind text[],
  e_actor_id text[], e_actor_label text[], e_action text[], e_object_type text[], e_object_id text[], e_reason text[],
  e_ip text[], e_user_agent text[], e_request_id text[],
  OUT o_amount text, OUT o_debit_after text, OUT o_credit_after text, OUT o_debit_version text,
  OUT o_credit_version text, OUT o_entry_no text, OUT o_posted_at text, OUT o_results jsonb
) LANGUAGE plpgsql
-- One plan for good, by the indexes, however the tables' statistics look.
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
SET enable_bitmapscan = off SET enable_material = off SET jit = off
AS $$
DECLARE
  n integer := cardinality(c_id);
  m integer := cardinality(p_account);
  v_partners integer := cardinality(p_partner);
  v_allowances integer := cardinality(p_allowance);
  v_plain boolean := 'transfer' = ALL (c_kind);     -- no holds and no reversals among them
  -- chain heads
  h_entry  bigint[] := array_fill(0::bigint, ARRAY[v_partners]);
  h_hash   bytea[]  := array_fill('\x'::bytea, ARRAY[v_partners]);
  h_before bigint[];
  h_posted timestamptz[] := p_now;
  h_posted_text text[] := array_fill(null::text, ARRAY[v_partners]);
  -- accounts; null: no such account
  a_debits   bigint[] := array_fill(null::bigint, ARRAY[m]);
  a_credits  bigint[] := a_debits;
  a_held     bigint[] := a_debits;
  a_floor    bigint[] := a_debits;
  a_version  bigint[] := a_debits;
  a_currency text[]   := array_fill(null::text, ARRAY[m]);
  a_open     boolean[] := array_fill(false, ARRAY[m]);
  a_wallet   boolean[] := a_open;
  b_held     bigint[];                              -- as they were
  b_version  bigint[];
  l_used bigint[] := array_fill(0::bigint, ARRAY[v_allowances]);
  -- targets: the reversed transfer, or the hold
  x_amount  bigint[] := array_fill(null::bigint, ARRAY[n]);  -- of the hold; left to reverse of the transfer
  x_account uuid[];
  x_ended   boolean[];
  x_again   boolean[];                                       -- this command changed the hold already
  x_final   boolean[];                                       -- the transfer is a reversal itself
  x_expires timestamptz[];
  -- outcome of each command: 0 pending, 1 posted, 2 applied to a hold, 3 refused, 4 answered from what is stored
  t_state bigint[] := array_fill(0::bigint, ARRAY[n]);
  t_debit_after bigint[] := t_state;
  t_credit_after bigint[] := t_state;
  t_debit_version bigint[] := t_state;
  t_credit_version bigint[] := t_state;
  t_entry bigint[] := t_state;
  t_hash bytea[] := array_fill('\x'::bytea, ARRAY[n]);
  t_result jsonb[] := array_fill(null::jsonb, ARRAY[n]);
  v_kind text;
  v_pull boolean;
  v_p integer;
  v_d integer;
  v_c integer;
  v_amount bigint;
  v_free bigint;
  v_entry bigint;
  v_hash bytea;
  v_at timestamptz;
  v_at_text text;
  v_why text;                                       -- null between commands
  v_facts jsonb;
  v_wanted boolean[];
  v_last uuid;
  v_last_partner uuid;
  r record;
BEGIN
  FOR r IN
    SELECT g.k, h.partner_id, h.entry_no, h.hash, h.posted_at
    FROM generate_series(1, v_partners) g(k) JOIN ledger_chain_head h ON h.partner_id = p_partner[g.k]
    WHERE p_locks[g.k] ORDER BY h.partner_id FOR NO KEY UPDATE OF h
  LOOP
    IF r.partner_id = v_last_partner THEN RAISE EXCEPTION 'partner % is given twice', r.partner_id; END IF;
    v_last_partner := r.partner_id;
    h_entry[r.k] := r.entry_no;
    h_hash[r.k] := r.hash;
    h_posted[r.k] := greatest(r.posted_at, p_now[r.k]);
    IF r.entry_no > 0 AND (r.posted_at AT TIME ZONE 'UTC')::date < (h_posted[r.k] AT TIME ZONE 'UTC')::date THEN
      INSERT INTO ledger_daily_root (partner_id, day, entry_no, hash)
      VALUES (p_partner[r.k], (r.posted_at AT TIME ZONE 'UTC')::date, r.entry_no, r.hash) ON CONFLICT DO NOTHING;
    END IF;
  END LOOP;
  h_before := h_entry;
  FOR k IN 1..v_partners LOOP
    h_posted_text[k] := ledger_time_text(h_posted[k]);
  END LOOP;

  FOR r IN
    SELECT g.k, a.* FROM generate_series(1, m) g(k)
    JOIN ledger_account a ON a.partner_id = p_partner[p_account_partner[g.k]] AND a.id = p_account[g.k]
    ORDER BY a.partner_id, a.id FOR NO KEY UPDATE OF a
  LOOP
    -- Two places for one account would each keep their own sum.
    IF r.id = v_last AND r.partner_id = v_last_partner THEN RAISE EXCEPTION 'account % is given twice', r.id; END IF;
    v_last := r.id;
    v_last_partner := r.partner_id;
    a_debits[r.k] := r.debits;
    a_credits[r.k] := r.credits;
    a_held[r.k] := r.held;
    a_floor[r.k] := r.floor;
    a_version[r.k] := r.version;
    a_currency[r.k] := r.currency;
    a_open[r.k] := r.closed_at IS NULL;
    a_wallet[r.k] := r.kind = 'wallet';
  END LOOP;
  b_held := a_held;
  b_version := a_version;

  -- From here on nobody else changes what is read: every statement sees what committed before our locks.
  FOR r IN
    SELECT g.i, k.input_hash, k.result, k.expires_at < p_now[c_partner[g.i]] AS expired FROM generate_series(1, n) g(i)
    JOIN idempotency_record k
      ON k.partner_id = p_partner[c_partner[g.i]] AND k.scope = c_scope[g.i] AND k.key = c_key[g.i]
  LOOP
    IF r.expired THEN  -- purged or not, its time is over: the key is free
      DELETE FROM idempotency_record k
      WHERE k.partner_id = p_partner[c_partner[r.i]] AND k.scope = c_scope[r.i] AND k.key = c_key[r.i]
        AND k.expires_at < p_now[c_partner[r.i]];
      CONTINUE;
    END IF;
    t_state[r.i] := 4;
    t_result[r.i] := CASE WHEN r.input_hash = c_hash[r.i] THEN r.result || '{"replayed": true}'
      ELSE '{"outcome": "refused", "reason": "key_reused", "facts": {}}' END;
  END LOOP;

  IF p_careful THEN
    FOR r IN
      SELECT g.i, t.amount, t.code, t.reverses,
             t.debit_account_id = p_account[c_debit[g.i]] AND t.credit_account_id = p_account[c_credit[g.i]] AS same
      FROM generate_series(1, n) g(i)
      JOIN ledger_transfer t ON t.partner_id = p_partner[c_partner[g.i]] AND t.id = c_id[g.i]
      WHERE t_state[g.i] = 0
    LOOP
      t_state[r.i] := 4;
      t_result[r.i] := CASE
        WHEN r.same AND r.amount = coalesce(c_amount[r.i], r.amount)
             AND CASE c_kind[r.i] WHEN 'reversal' THEN r.reverses = c_target[r.i] ELSE r.code = c_code[r.i] END
        THEN jsonb_build_object('outcome', 'posted', 'id', c_id[r.i], 'found', true)
        ELSE '{"outcome": "refused", "reason": "duplicate_id", "facts": {}}' END;
    END LOOP;
  END IF;

  IF NOT v_plain THEN
    x_account := array_fill(null::uuid, ARRAY[n]);
    x_ended := array_fill(false, ARRAY[n]);
    x_again := x_ended;
    x_final := x_ended;
    x_expires := array_fill(null::timestamptz, ARRAY[n]);
    FOR r IN
      SELECT g.i, h.* FROM generate_series(1, n) g(i)
      JOIN ledger_hold h ON h.partner_id = p_partner[c_partner[g.i]]
        AND h.id = CASE c_kind[g.i] WHEN 'hold' THEN c_id[g.i] WHEN 'transfer' THEN NULL WHEN 'reversal' THEN NULL
                                    ELSE c_target[g.i] END
    LOOP
      x_amount[r.i] := r.amount;
      x_account[r.i] := r.account_id;
      x_ended[r.i] := r.ended_at IS NOT NULL;
      x_again[r.i] := c_id[r.i] = ANY (r.applied);
      x_expires[r.i] := r.expires_at;
    END LOOP;
    FOR r IN
      SELECT g.i, t.reverses, t.debit_account_id, t.amount - coalesce((SELECT sum(b.amount) FROM ledger_transfer b
          WHERE b.partner_id = t.partner_id AND b.reverses = t.id), 0)::bigint AS remaining
      FROM generate_series(1, n) g(i)
      JOIN ledger_transfer t ON t.partner_id = p_partner[c_partner[g.i]] AND t.id = c_target[g.i]
      WHERE c_kind[g.i] = 'reversal'
    LOOP
      x_amount[r.i] := r.remaining;
      x_account[r.i] := r.debit_account_id;
      x_final[r.i] := r.reverses IS NOT NULL;
    END LOOP;
  END IF;

  IF v_allowances > 0 THEN
    FOR r IN
      SELECT g.k, l.used FROM generate_series(1, v_allowances) g(k)
      JOIN ledger_allowance l ON l.partner_id = p_partner[p_allowance_partner[g.k]] AND l.id = p_allowance[g.k]
        AND l.day = p_allowance_day[g.k]
    LOOP
      l_used[r.k] := r.used;
    END LOOP;
  END IF;

  FOR i IN 1..n LOOP
    CONTINUE WHEN t_state[i] <> 0;
    v_kind := c_kind[i];
    -- A pull is a transfer that takes own money alone.
    v_pull := v_kind = 'pull';
    IF v_pull THEN
      v_kind := 'transfer';
    END IF;
    v_p := c_partner[i];
    v_d := c_debit[i];
    v_c := c_credit[i];
    v_amount := c_amount[i];

    -- What the command is about, and whether it is there.
    IF v_kind = 'transfer' THEN
      IF a_debits[v_d] IS NULL OR a_debits[v_c] IS NULL THEN
        v_why := 'account_not_found';
      ELSIF NOT (a_open[v_d] AND a_open[v_c]) THEN
        v_why := 'account_closed';
      ELSIF a_currency[v_d] <> c_currency[i] OR a_currency[v_c] <> c_currency[i] THEN
        v_why := 'currency_mismatch';
      ELSIF v_pull AND v_amount IS NULL THEN
        v_amount := greatest(a_credits[v_d] - a_debits[v_d] - a_held[v_d], 0);
        c_amount[i] := v_amount;
      END IF;
    ELSIF v_kind = 'hold' THEN
      IF x_amount[i] IS NOT NULL THEN
        IF x_again[i] AND x_account[i] = p_account[v_d] THEN
          t_state[i] := 4;
          t_result[i] := jsonb_build_object('outcome', 'held', 'hold_id', c_id[i], 'found', true, 'expires_at', x_expires[i],
            'held', CASE WHEN x_ended[i] THEN '0' ELSE x_amount[i]::text END);
          CONTINUE;
        END IF;
        v_why := 'duplicate_id';
      ELSIF a_debits[v_d] IS NULL THEN
        v_why := 'account_not_found';
      ELSIF NOT a_open[v_d] THEN
        v_why := 'account_closed';
      END IF;
    ELSIF v_kind = 'reversal' THEN
      IF x_amount[i] IS NULL THEN
        v_why := 'transfer_not_found';
      ELSIF x_final[i] THEN
        v_why := 'not_reversible';
      ELSIF a_debits[v_d] IS NULL OR a_debits[v_c] IS NULL OR x_account[i] <> p_account[v_c] THEN
        v_why := 'account_not_found';
      ELSIF NOT (a_open[v_d] AND a_open[v_c]) THEN
        v_why := 'account_closed';
      ELSIF x_amount[i] = 0 OR v_amount > x_amount[i] THEN
        v_why := 'exceeds_reversible';
        v_facts := jsonb_build_object('reversible', x_amount[i]::text, 'requested', coalesce(v_amount, x_amount[i])::text);
      ELSE
        v_amount := coalesce(v_amount, x_amount[i]);
        c_amount[i] := v_amount;
        c_code[i] := 'reversal';
        c_currency[i] := a_currency[v_d];
      END IF;
    ELSE  -- extend, settle, release, expire
      IF x_amount[i] IS NULL OR x_account[i] IS DISTINCT FROM p_account[v_d] THEN
        v_why := 'hold_not_found';
      ELSIF x_again[i] THEN
        t_state[i] := 4;
        t_result[i] := jsonb_build_object('outcome', 'held', 'hold_id', c_target[i], 'found', true, 'expires_at', x_expires[i],
          'held', CASE WHEN x_ended[i] THEN '0' ELSE x_amount[i]::text END);
        CONTINUE;
      ELSIF x_ended[i] OR (v_kind = 'expire' AND (x_expires[i] IS NULL OR x_expires[i] > c_at[i])) THEN
        v_why := 'hold_ended';
      ELSIF v_kind = 'settle' THEN
        IF a_debits[v_c] IS NULL THEN
          v_why := 'account_not_found';
        ELSIF NOT (a_open[v_d] AND a_open[v_c]) THEN
          v_why := 'account_closed';
        ELSIF a_currency[v_d] <> a_currency[v_c] THEN
          v_why := 'currency_mismatch';
        ELSIF v_amount > x_amount[i] THEN
          v_why := 'exceeds_hold';
          v_facts := jsonb_build_object('held', x_amount[i]::text, 'requested', v_amount::text);
        ELSE
          a_held[v_d] := a_held[v_d] - x_amount[i];
          c_currency[i] := a_currency[v_d];
        END IF;
      END IF;
    END IF;

    -- Whether there is money for it.
    IF v_why IS NULL AND v_kind IN ('transfer', 'reversal', 'hold', 'extend') AND a_floor[v_d] IS NOT NULL THEN
      v_free := a_credits[v_d] - a_debits[v_d] - a_held[v_d] - a_floor[v_d];
      IF v_pull OR (v_kind = 'reversal' AND a_wallet[v_d]) THEN
        v_free := least(v_free, greatest(a_credits[v_d] - a_debits[v_d] - a_held[v_d], 0));
      END IF;
      IF v_amount > v_free OR (v_pull AND v_amount = 0) THEN
        v_why := 'insufficient_balance';
        v_facts := jsonb_build_object('available', v_free::text, 'balance', (a_credits[v_d] - a_debits[v_d])::text,
                                      'held', a_held[v_d]::text, 'requested', v_amount::text);
      END IF;
    END IF;

    IF v_why IS NULL AND c_allowance[i] > 0 AND l_used[c_allowance[i]] + v_amount > c_limit[i] THEN
      v_why := 'allowance_exceeded';
      v_facts := jsonb_build_object('limit', c_limit[i]::text, 'used', l_used[c_allowance[i]]::text,
                                    'requested', v_amount::text);
    END IF;

    IF v_why IS NOT NULL THEN
      t_state[i] := 3;
      t_result[i] := jsonb_build_object('outcome', 'refused', 'reason', v_why, 'facts', coalesce(v_facts, '{}'));
      v_why := NULL;
      v_facts := NULL;
    ELSIF v_kind IN ('hold', 'extend') THEN
      a_held[v_d] := a_held[v_d] + v_amount;
      x_amount[i] := coalesce(x_amount[i], 0) + v_amount;
      x_expires[i] := c_expires[i];
      t_state[i] := 2;
      t_result[i] := jsonb_build_object('outcome', 'held', 'hold_id', CASE v_kind WHEN 'hold' THEN c_id[i] ELSE c_target[i] END,
                                        'held', x_amount[i]::text, 'expires_at', x_expires[i]);
    ELSIF v_kind IN ('release', 'expire') OR (v_kind = 'settle' AND v_amount = 0) THEN
      IF v_kind <> 'settle' THEN
        a_held[v_d] := a_held[v_d] - x_amount[i];
      END IF;
      x_ended[i] := true;
      t_state[i] := 2;
      t_result[i] := jsonb_build_object('outcome', 'held', 'hold_id', c_target[i], 'held', '0', 'expires_at', x_expires[i]);
    ELSE  -- transfer, reversal, settle: one entry
      IF v_kind = 'settle' THEN
        x_ended[i] := true;
      ELSIF c_allowance[i] > 0 THEN
        l_used[c_allowance[i]] := l_used[c_allowance[i]] + v_amount;
      END IF;
      a_debits[v_d] := a_debits[v_d] + v_amount;
      a_credits[v_c] := a_credits[v_c] + v_amount;
      a_version[v_d] := a_version[v_d] + 1;
      a_version[v_c] := a_version[v_c] + 1;
      v_entry := h_entry[v_p] + 1;
      h_entry[v_p] := v_entry;
      t_state[i] := 1;
      t_entry[i] := v_entry;
      t_debit_after[i] := a_credits[v_d] - a_debits[v_d];
      t_credit_after[i] := a_credits[v_c] - a_debits[v_c];
      t_debit_version[i] := a_version[v_d];
      t_credit_version[i] := a_version[v_c];
      IF v_at IS DISTINCT FROM c_at[i] THEN
        v_at := c_at[i];
        v_at_text := ledger_time_text(v_at);
      END IF;
      v_hash := sha256(h_hash[v_p] || convert_to(ledger_entry_text(
        p_partner[v_p], v_entry, c_id[i], p_account[v_d], p_account[v_c], c_currency[i], v_amount, c_code[i], c_reference[i],
        c_description[i], CASE v_kind WHEN 'reversal' THEN c_target[i] END, t_debit_after[i], t_credit_after[i],
        t_debit_version[i], t_credit_version[i], v_at_text, h_posted_text[v_p]), 'UTF8'));
      h_hash[v_p] := v_hash;
      t_hash[i] := v_hash;
    END IF;
  END LOOP;

  UPDATE ledger_account a
  SET debits = a_debits[g.k], credits = a_credits[g.k], held = a_held[g.k], version = a_version[g.k]
  FROM generate_series(1, m) g(k)
  WHERE (a_version[g.k] <> b_version[g.k] OR a_held[g.k] <> b_held[g.k])
    AND a.partner_id = p_partner[p_account_partner[g.k]] AND a.id = p_account[g.k];

  INSERT INTO ledger_transfer (partner_id, id, entry_no, debit_account_id, credit_account_id, currency, amount, code,
    reference, description, reverses, debit_balance_after, credit_balance_after, debit_version, credit_version, event_at,
    posted_at, hash)
  SELECT p_partner[c_partner[g.i]], c_id[g.i], t_entry[g.i], p_account[c_debit[g.i]], p_account[c_credit[g.i]],
    c_currency[g.i], c_amount[g.i], c_code[g.i], c_reference[g.i], c_description[g.i],
    CASE c_kind[g.i] WHEN 'reversal' THEN c_target[g.i] END, t_debit_after[g.i], t_credit_after[g.i],
    t_debit_version[g.i], t_credit_version[g.i], c_at[g.i], h_posted[c_partner[g.i]], t_hash[g.i]
  FROM generate_series(1, n) g(i) WHERE t_state[g.i] = 1;

  UPDATE ledger_chain_head h SET entry_no = h_entry[g.k], hash = h_hash[g.k], posted_at = h_posted[g.k]
  FROM generate_series(1, v_partners) g(k)
  WHERE h.partner_id = p_partner[g.k] AND h_entry[g.k] > h_before[g.k];

  IF NOT v_plain THEN
    INSERT INTO ledger_hold (partner_id, id, account_id, purpose, reference, amount, taken_at, expires_at, ended_at, applied)
    SELECT p_partner[c_partner[g.i]], c_id[g.i], p_account[c_debit[g.i]], c_code[g.i], c_reference[g.i], x_amount[g.i],
           c_at[g.i], x_expires[g.i], NULL, ARRAY[c_id[g.i]]
    FROM generate_series(1, n) g(i) WHERE c_kind[g.i] = 'hold' AND t_state[g.i] = 2;

    UPDATE ledger_hold h
    SET amount = x_amount[g.i], expires_at = x_expires[g.i], ended_at = CASE WHEN x_ended[g.i] THEN c_at[g.i] END,
        applied = (h.applied || c_id[g.i])[greatest(1, cardinality(h.applied) - 14):]
    FROM generate_series(1, n) g(i)
    WHERE c_kind[g.i] IN ('extend', 'settle', 'release', 'expire') AND t_state[g.i] IN (1, 2)
      AND h.partner_id = p_partner[c_partner[g.i]] AND h.id = c_target[g.i];
  END IF;

  IF v_allowances > 0 THEN
    INSERT INTO ledger_allowance (partner_id, id, day, used)
    SELECT p_partner[p_allowance_partner[g.k]], p_allowance[g.k], p_allowance_day[g.k], l_used[g.k]
    FROM generate_series(1, v_allowances) g(k) WHERE l_used[g.k] > 0
    ON CONFLICT (partner_id, id, day) DO UPDATE SET used = excluded.used;
  END IF;

  BEGIN
    INSERT INTO idempotency_record (partner_id, scope, key, input_hash, status, result, created_at, expires_at)
    SELECT p_partner[c_partner[g.i]], c_scope[g.i], c_key[g.i], c_hash[g.i], CASE t_state[g.i] WHEN 3 THEN 409 ELSE 200 END,
      CASE t_state[g.i] WHEN 1 THEN jsonb_object(ARRAY['outcome', 'posted', 'id', c_id[g.i]::text])
                        ELSE t_result[g.i] || jsonb_build_object('by', c_id[g.i]) END,
      p_now[c_partner[g.i]], p_now[c_partner[g.i]] + interval '30 days'
    FROM generate_series(1, n) g(i)
    WHERE c_key[g.i] IS NOT NULL AND (t_state[g.i] <> 4 OR t_result[g.i] ? 'found');
  EXCEPTION WHEN unique_violation THEN
    RAISE EXCEPTION 'an idempotency key was taken meanwhile' USING ERRCODE = 'serialization_failure';
  END;

  INSERT INTO outbox (id, partner_id, topic, payload, created_at)
  SELECT c_id[g.i], p_partner[c_partner[g.i]], 'ledger.transfer.posted',
    jsonb_object(ARRAY['transfer_id', c_id[g.i]::text, 'entry_no', t_entry[g.i]::text, 'amount', c_amount[g.i]::text,
      'currency', c_currency[g.i], 'debit_account_id', p_account[c_debit[g.i]]::text,
      'credit_account_id', p_account[c_credit[g.i]]::text, 'code', c_code[g.i]]),
    h_posted[c_partner[g.i]]
  FROM generate_series(1, n) g(i) WHERE t_state[g.i] = 1;

  IF cardinality(e_id) > 0 THEN
    v_wanted := array_fill(true, ARRAY[cardinality(e_id)]);
    IF 3 = ANY (t_state) OR 4 = ANY (t_state) THEN
      FOR k IN 1..cardinality(e_id) LOOP
        v_wanted[k] := t_state[e_command[k]] IN (1, 2);
      END LOOP;
    END IF;
    PERFORM audit_append(v_wanted, e_partner_id, e_id, e_at, e_actor_kind, e_actor_id, e_actor_label, e_action, e_object_type,
      e_object_id, e_changes, e_reason, e_ip, e_user_agent, e_request_id);
  END IF;

  o_amount := array_to_string(c_amount, ',', '');
  o_debit_after := array_to_string(t_debit_after, ',');
  o_credit_after := array_to_string(t_credit_after, ',');
  o_debit_version := array_to_string(t_debit_version, ',');
  o_credit_version := array_to_string(t_credit_version, ',');
  o_entry_no := array_to_string(t_entry, ',');
  FOR k IN 1..v_partners LOOP
    o_posted_at := concat_ws(',', o_posted_at, to_char(h_posted[k] AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'));
  END LOOP;
  IF 1 <> ANY (t_state) THEN
    SELECT jsonb_agg(jsonb_build_array(g.i, t_result[g.i])) INTO o_results
    FROM generate_series(1, n) g(i) WHERE t_result[g.i] IS NOT NULL;
  END IF;
END $$;
