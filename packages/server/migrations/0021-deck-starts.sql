-- A deck that is planned begins without anybody: the worker tells of it once. What began before this is told by what planned it.
ALTER TABLE rate_deck_publication ADD COLUMN start_told_at timestamptz;
UPDATE rate_deck_publication SET start_told_at = effective_from WHERE effective_from <= clock_timestamp();
CREATE INDEX rate_deck_start_untold ON rate_deck_publication (effective_from)
  WHERE start_told_at IS NULL AND cancelled_at IS NULL AND effective_from > published_at;
