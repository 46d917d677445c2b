-- Servers remember what calls cost and which callers they may show (`call_terms`). Tags of channel `portal_call_terms`: `prices`,
-- `stock` and `rules` for what is of all, `c:<customer_id>` for what is of one customer.

CREATE FUNCTION tell_news_of_customer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN PERFORM tell_news('portal_call_terms', 'c:' || OLD.customer_id); END IF;
  IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND NEW.customer_id <> OLD.customer_id) THEN
    PERFORM tell_news('portal_call_terms', 'c:' || NEW.customer_id);
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER call_terms_news AFTER UPDATE OF country, currency, pricing_tier_id ON customer FOR EACH ROW
  WHEN ((OLD.country, OLD.currency, OLD.pricing_tier_id) IS DISTINCT FROM (NEW.country, NEW.currency, NEW.pricing_tier_id))
  EXECUTE FUNCTION tell_news_of_customer();
CREATE TRIGGER call_terms_news_deleted AFTER DELETE ON customer FOR EACH ROW EXECUTE FUNCTION tell_news_of_customer();

-- A renewal, which changes nothing that a call asks for, tells nobody.
CREATE TRIGGER call_terms_news AFTER UPDATE OF partner_id, customer_id, e164, status, trunk_id, is_blocked ON number_holding
  FOR EACH ROW
  WHEN ((OLD.partner_id, OLD.customer_id, OLD.e164, OLD.status, OLD.trunk_id, OLD.is_blocked)
    IS DISTINCT FROM (NEW.partner_id, NEW.customer_id, NEW.e164, NEW.status, NEW.trunk_id, NEW.is_blocked))
  EXECUTE FUNCTION tell_news_of_customer();
CREATE TRIGGER call_terms_news_came_or_went AFTER INSERT OR DELETE ON number_holding
  FOR EACH ROW EXECUTE FUNCTION tell_news_of_customer();

CREATE TRIGGER call_terms_news AFTER INSERT OR DELETE OR UPDATE ON approved_cli
  FOR EACH ROW EXECUTE FUNCTION tell_news_of_customer();

CREATE TRIGGER call_terms_news_emptied AFTER TRUNCATE ON customer
  FOR EACH STATEMENT EXECUTE FUNCTION tell_news_of_table('portal_call_terms', 'prices');
CREATE TRIGGER call_terms_news_emptied AFTER TRUNCATE ON number_holding
  FOR EACH STATEMENT EXECUTE FUNCTION tell_news_of_table('portal_call_terms', 'stock');
CREATE TRIGGER call_terms_news_emptied AFTER TRUNCATE ON approved_cli
  FOR EACH STATEMENT EXECUTE FUNCTION tell_news_of_table('portal_call_terms', 'stock');

CREATE TRIGGER call_terms_news AFTER INSERT OR DELETE OR UPDATE OF country, number_type, kyc_requirement OR TRUNCATE ON number_stock
  FOR EACH STATEMENT EXECUTE FUNCTION tell_news_of_table('portal_call_terms', 'stock');

-- Not for the numbers of decks that are counted here, nor for a new tier that nobody is on.
CREATE TRIGGER call_terms_news AFTER DELETE OR UPDATE OF currency, rate_per_minute, initial_increment_seconds,
  billing_increment_seconds, minimum_duration_seconds, charge_non_connected_calls, non_connected_call_fee,
  inbound_rate_per_minute, is_default OR TRUNCATE ON pricing_tier
  FOR EACH STATEMENT EXECUTE FUNCTION tell_news_of_table('portal_call_terms', 'prices');
CREATE TRIGGER call_terms_news_default AFTER INSERT ON pricing_tier FOR EACH ROW WHEN (NEW.is_default)
  EXECUTE FUNCTION tell_news_of_table('portal_call_terms', 'prices');
CREATE TRIGGER call_terms_news AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON inbound_rate
  FOR EACH STATEMENT EXECUTE FUNCTION tell_news_of_table('portal_call_terms', 'prices');
CREATE TRIGGER call_terms_news AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON wholesale_tier
  FOR EACH STATEMENT EXECUTE FUNCTION tell_news_of_table('portal_call_terms', 'prices');
CREATE TRIGGER call_terms_news AFTER INSERT OR DELETE OR UPDATE OF deck_id, effective_from, cancelled_at OR TRUNCATE
  ON rate_deck_publication FOR EACH STATEMENT EXECUTE FUNCTION tell_news_of_table('portal_call_terms', 'prices');

CREATE TRIGGER call_terms_news AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON emergency_number
  FOR EACH STATEMENT EXECUTE FUNCTION tell_news_of_table('portal_call_terms', 'rules');
CREATE TRIGGER call_terms_news AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON destination_class
  FOR EACH STATEMENT EXECUTE FUNCTION tell_news_of_table('portal_call_terms', 'rules');

-- With the deck that is live, so that who remembers it can look a number up itself, and when another one begins.
CREATE FUNCTION call_tier_json(p_owner uuid, p_tier uuid, p_deck uuid, p_at timestamptz) RETURNS json LANGUAGE sql STABLE AS $$
  SELECT json_build_object('tier_id', t.id, 'deck_version', d.version, 'rate', t.rate_per_minute::text,
    'initial', t.initial_increment_seconds, 'next', t.billing_increment_seconds, 'minimum', t.minimum_duration_seconds,
    'not_connected_fee', CASE WHEN t.charge_non_connected_calls THEN t.non_connected_call_fee ELSE 0 END::text,
    'deck_id', d.id, 'deck_rows', d.row_count, 'owner_id', p_owner,
    'next_deck_at', (SELECT min(p.effective_from) FROM rate_deck_publication p
      WHERE p.partner_id = p_owner AND p.tier_id = p_tier AND p.cancelled_at IS NULL AND p.effective_from > p_at))
  FROM pricing_tier t LEFT JOIN rate_deck d ON d.partner_id = p_owner AND d.id = p_deck
  WHERE t.partner_id = p_owner AND t.id = p_tier
$$;

DO $$
DECLARE
  v_text text;
  v_change text[];
BEGIN
  SELECT pg_get_functiondef('call_terms'::regproc) INTO STRICT v_text;
  FOREACH v_change SLICE 1 IN ARRAY ARRAY[
    ARRAY['call_tier_json(t.selling_owner, t.selling_tier, sd.version)',
      'call_tier_json(t.selling_owner, t.selling_tier, sd.deck_id, p_at)'],
    ARRAY['call_tier_json(t.wholesale_owner, t.wholesale_tier, wd.version)',
      'call_tier_json(t.wholesale_owner, t.wholesale_tier, wd.deck_id, p_at)']]
  LOOP
    IF length(v_text) - length(replace(v_text, v_change[1], '')) <> length(v_change[1]) THEN
      RAISE EXCEPTION 'call_terms is not what it was: %', v_change[1];
    END IF;
    v_text := replace(v_text, v_change[1], v_change[2]);
  END LOOP;
  EXECUTE v_text;
END $$;

DROP FUNCTION call_tier_json(uuid, uuid, integer);
