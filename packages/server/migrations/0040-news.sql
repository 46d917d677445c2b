-- What processes remember of slowly changing tables, so that not every call asks for it. Triggers tell them what to forget:
-- everybody by a notification when the change is committed, and whoever changes it by a notice at once, so that it never
-- answers from what it is changing itself.
CREATE FUNCTION tell_news(p_channel text, p_tag text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_who text := pg_current_xact_id()::text;
BEGIN
  PERFORM pg_notify(p_channel, v_who || '|' || p_tag);
  RAISE NOTICE '% changes', p_channel USING ERRCODE = '01N01', DETAIL = concat_ws('|', p_channel, v_who, p_tag);
END $$;

-- For triggers of whole statements: their channel and tag are their arguments.
CREATE FUNCTION tell_news_of_table() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_news(TG_ARGV[0], TG_ARGV[1]);
  RETURN NULL;
END $$;
