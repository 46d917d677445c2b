-- A number from its beginning: trigrams of whole numbers are those of most calls, and reading their lists takes longer the more
-- calls there are.
CREATE INDEX cdr_caller ON cdr (partner_id, caller_id_number text_pattern_ops);
CREATE INDEX cdr_destination ON cdr (partner_id, destination_number text_pattern_ops);
