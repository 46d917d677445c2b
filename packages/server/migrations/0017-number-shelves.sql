-- Looking for numbers by bitmaps. The stock in the order of its numbers is cut into shelves of some ten thousand; of each,
-- and of everything that can be asked for (country, a digit in a place, a bit of a fee), there is one plane: a bit for each
-- number of the shelf. A filter is a handful of ANDs and ORs over planes, its total is a count of bits, and a page is found
-- by its place among them, however deep. Shelves are filled by a job. What changed since stands in number_shelf_change,
-- and a search looks at those numbers themselves.

-- The indexes that the search went by before. What is found by them is found by planes.
DROP INDEX number_for_sale;
DROP INDEX number_for_sale_country;
DROP INDEX number_for_sale_country_type;
DROP INDEX number_for_sale_region;
DROP INDEX number_for_sale_monthly_fee;
DROP INDEX number_for_sale_setup_fee;
DROP INDEX number_for_sale_country_monthly_fee;
DROP INDEX number_for_sale_mms;
DROP INDEX number_for_sale_fax;
DROP INDEX number_stock_digits;
DROP INDEX number_stock_backwards;
DROP INDEX number_stock_state;

-- A number as an integer in the order in which numbers are sorted as texts: its digits, filled up with zeros, then how many.
CREATE FUNCTION number_code(e164 text) RETURNS bigint LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN rpad(substr(e164, 2), 15, '0')::bigint * 16 + length(e164) - 1;
CREATE FUNCTION number_of_code(code bigint) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN '+' || substr((code / 16)::text, 1, (code % 16)::integer);

-- Regions and providers as small integers, whose bits have planes.
CREATE TABLE number_label (
  id   integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text COLLATE "C" NOT NULL UNIQUE
);

CREATE TABLE number_shelf (
  id         integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  first_code bigint NOT NULL UNIQUE,
  last_code  bigint NOT NULL,
  setup_fee_bits   bigint NOT NULL,        -- bits that any of its fees has: no others have planes
  monthly_fee_bits bigint NOT NULL
);

-- numbers/shelf-planes.ts says which plane is what; one without any bit is not there. All have the length of their shelf,
-- four kilobytes at most, and stand in their rows as they are: two to a block, and nothing to fetch or to unpack.
CREATE TABLE number_plane (
  plane    integer NOT NULL,
  shelf_id integer NOT NULL REFERENCES number_shelf ON DELETE CASCADE,
  bits     bit varying NOT NULL,
  PRIMARY KEY (plane, shelf_id)
) WITH (toast_tuple_target = 8160);
ALTER TABLE number_plane ALTER bits SET STORAGE EXTERNAL;
CREATE INDEX number_plane_shelf ON number_plane (shelf_id);

-- Which number is in which place of a shelf: 240 to a page, of which each row fits beside others in a block.
CREATE TABLE number_shelf_page (
  shelf_id   integer NOT NULL REFERENCES number_shelf ON DELETE CASCADE,
  page       integer NOT NULL,
  first_code bigint NOT NULL,
  codes      bigint[] NOT NULL,
  PRIMARY KEY (shelf_id, page)
);
ALTER TABLE number_shelf_page ALTER codes SET STORAGE PLAIN;
CREATE INDEX number_shelf_page_first ON number_shelf_page (first_code);

-- Numbers that are not any more what their shelf says. Only added to and emptied, so that nobody waits for anybody.
CREATE TABLE number_shelf_change (code bigint NOT NULL)
  WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);
INSERT INTO number_shelf_change SELECT number_code(e164) FROM number_stock;

CREATE FUNCTION number_shelf_note_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO number_shelf_change SELECT number_code(e164) FROM added;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO number_shelf_change SELECT number_code(e164) FROM gone;
  ELSE
    -- What a reservation is prolonged by, for instance, nobody looks for.
    INSERT INTO number_shelf_change SELECT number_code(e164) FROM (
      SELECT e164, country, region, number_type, voice_enabled, sms_enabled, mms_enabled, fax_enabled, provider, currency,
        setup_fee, monthly_fee, state FROM added
      EXCEPT SELECT e164, country, region, number_type, voice_enabled, sms_enabled, mms_enabled, fax_enabled, provider,
        currency, setup_fee, monthly_fee, state FROM gone) AS change;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER number_shelf_added AFTER INSERT ON number_stock
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION number_shelf_note_change();
CREATE TRIGGER number_shelf_changed AFTER UPDATE ON number_stock
  REFERENCING NEW TABLE AS added OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION number_shelf_note_change();
CREATE TRIGGER number_shelf_gone AFTER DELETE ON number_stock
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION number_shelf_note_change();

-- Where codes up to one end: the shelf and how many of its numbers are not above it. Null below the first shelf.
CREATE FUNCTION number_shelf_place(code bigint) RETURNS TABLE (shelf_id integer, places integer, found boolean)
LANGUAGE sql STABLE AS $$
  SELECT p.shelf_id, p.page * 240 + p.n, p.codes[p.n] = code FROM (
    SELECT page.shelf_id, page.page, page.codes, width_bucket(code, page.codes) AS n
    FROM number_shelf_page page WHERE page.first_code <= code ORDER BY page.first_code DESC LIMIT 1) AS p
$$;

-- Where pieces of a pattern can be: a piece that begins at a place needs one plane and all of some more.
CREATE TYPE number_piece_place AS (piece integer, place integer, plane integer, more integer[]);

-- Numbers of some shelves that have pieces of a pattern one behind the other. Pieces are taken from behind: from each place
-- on, what has this piece there or later and the rest behind it. Looked up plane by plane, shelf by shelf: to sort or hash
-- planes takes longer than to AND them.
CREATE FUNCTION number_shelf_pieces(shelves integer[], first_piece integer, last_piece integer, lengths integer[],
  needs number_piece_place[]) RETURNS bit varying[] LANGUAGE plpgsql STABLE SET enable_bitmapscan = off AS $$
DECLARE
  found bit varying[];
BEGIN
  FOR i IN REVERSE last_piece .. first_piece + 1 LOOP
    -- Seventeen places of each shelf one behind the other.
    SELECT array_agg(b ORDER BY n, place) INTO found FROM (
      SELECT n, place, bit_or(b) OVER (PARTITION BY n ORDER BY place DESC) AS b FROM (
        SELECT n, grid.place, (
          SELECT CASE WHEN i = last_piece THEN has.b ELSE has.b & found[(n - 1) * 17 + need.place + lengths[i] + 1] END
          FROM unnest(needs) AS need CROSS JOIN LATERAL (SELECT CASE cardinality(need.more) WHEN 0 THEN p.bits ELSE
              (SELECT CASE WHEN count(*) = cardinality(need.more) THEN p.bits & bit_and(m.bits) END
               FROM number_plane m WHERE m.plane = ANY (need.more) AND m.shelf_id = shelf) END
             FROM number_plane p WHERE p.plane = need.plane AND p.shelf_id = shelf) AS has (b)
          WHERE need.piece = i AND need.place = grid.place
            AND (i = last_piece OR found[(n - 1) * 17 + need.place + lengths[i] + 1] IS NOT NULL)) AS b
        FROM unnest(shelves) WITH ORDINALITY AS each (shelf, n) CROSS JOIN generate_series(0, 16) AS grid (place)
        OFFSET 0) AS here) AS later;
  END LOOP;
  IF first_piece = last_piece THEN
    RETURN ARRAY(SELECT (SELECT bit_or(has.b) FROM unnest(needs) AS need CROSS JOIN LATERAL (SELECT CASE cardinality(need.more) WHEN 0 THEN p.bits ELSE
          (SELECT CASE WHEN count(*) = cardinality(need.more) THEN p.bits & bit_and(m.bits) END
           FROM number_plane m WHERE m.plane = ANY (need.more) AND m.shelf_id = shelf) END
         FROM number_plane p WHERE p.plane = need.plane AND p.shelf_id = shelf) AS has (b)
      WHERE need.piece = first_piece) FROM unnest(shelves) AS shelf);
  END IF;
  RETURN ARRAY(SELECT (SELECT bit_or(has.b & found[(n - 1) * 17 + need.place + lengths[first_piece] + 1])
    FROM unnest(needs) AS need CROSS JOIN LATERAL (SELECT CASE cardinality(need.more) WHEN 0 THEN p.bits ELSE
        (SELECT CASE WHEN count(*) = cardinality(need.more) THEN p.bits & bit_and(m.bits) END
         FROM number_plane m WHERE m.plane = ANY (need.more) AND m.shelf_id = shelf) END
       FROM number_plane p WHERE p.plane = need.plane AND p.shelf_id = shelf) AS has (b)
    WHERE need.piece = first_piece AND found[(n - 1) * 17 + need.place + lengths[first_piece] + 1] IS NOT NULL)
    FROM unnest(shelves) WITH ORDINALITY AS each (shelf, n));
END $$;

-- Places (from 0) of the bits that are set, without the first skip of them.
CREATE FUNCTION number_bit_places(bits bit varying, skip bigint, take bigint) RETURNS integer[]
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  found integer[] := '{}';
  flat bit varying := bits || B'';
  size integer := length(bits);
  start integer := 1;
  here integer;
  step integer;
  block bit varying;
  n bigint;
BEGIN
  WHILE take > 0 AND start <= size LOOP
    block := substring(flat FROM start FOR 512);
    n := bit_count(block);
    IF n <= skip THEN
      skip := skip - n;
    ELSE
      here := start - 1;
      LOOP
        step := position(B'1' IN block);
        EXIT WHEN step = 0 OR take = 0;
        IF skip > 0 THEN
          skip := skip - 1;
        ELSE
          found := found || (here + step - 1);
          take := take - 1;
        END IF;
        here := here + step;
        block := substring(block FROM step + 1);
      END LOOP;
    END IF;
    start := start + 512;
  END LOOP;
  RETURN found;
END $$;

-- Codes of the bits that are set in all of some shelves, in order, without the first skip of them.
CREATE FUNCTION number_codes(shelves integer[], bits bit varying[], skip bigint, take bigint) RETURNS bigint[]
LANGUAGE plpgsql STABLE AS $$
DECLARE
  codes bigint[] := '{}';
  places integer[];
  n bigint;
BEGIN
  FOR i IN 1 .. coalesce(array_length(shelves, 1), 0) LOOP
    EXIT WHEN take <= 0;
    CONTINUE WHEN bits[i] IS NULL;
    n := bit_count(bits[i]);
    IF n <= skip THEN
      skip := skip - n;
      CONTINUE;
    END IF;
    places := number_bit_places(bits[i], skip, take);
    skip := 0;
    take := take - array_length(places, 1);
    codes := codes || (SELECT array_agg(p.codes[place % 240 + 1] ORDER BY place)
      FROM unnest(places) AS place JOIN number_shelf_page p ON p.shelf_id = shelves[i] AND p.page = place / 240);
  END LOOP;
  RETURN codes;
END $$;

-- Parts the bits of some shelves by a fee: the one that has a rank among them (from 0), or one that is given.
CREATE FUNCTION number_fee_split(shelves integer[], bits bit varying[], plane_of_fee integer, rank bigint, given bigint,
  OUT less bit varying[], OUT same bit varying[], OUT less_count bigint, OUT same_count bigint)
LANGUAGE plpgsql STABLE SET enable_bitmapscan = off AS $$
DECLARE
  size integer := array_length(shelves, 1);
  levels bigint;
  zeros bit varying[];
  zero_count bigint;
BEGIN
  same := bits;
  less := array_fill(NULL::bit varying, ARRAY[size]);
  less_count := 0;
  SELECT coalesce(given, 0) | bit_or(CASE plane_of_fee WHEN 300 THEN s.setup_fee_bits ELSE s.monthly_fee_bits END)
    INTO levels FROM number_shelf s WHERE s.id = ANY (shelves);
  FOR level IN REVERSE 62 .. 0 LOOP
    CONTINUE WHEN (levels >> level) & 1 = 0;
    SELECT array_agg(CASE WHEN n > 0 THEN zero END ORDER BY at), coalesce(sum(n), 0) INTO zeros, zero_count FROM (
      SELECT at, zero, bit_count(zero) AS n FROM (
        SELECT one.at, CASE WHEN one.b IS NOT NULL THEN coalesce(one.b & ~(SELECT p.bits FROM number_plane p
          WHERE p.plane = plane_of_fee + level AND p.shelf_id = one.shelf), one.b) END AS zero
        FROM unnest(shelves, same) WITH ORDINALITY AS one (shelf, b, at)
        OFFSET 0) AS split OFFSET 0) AS counted;
    IF (CASE WHEN given IS NULL THEN rank - less_count < zero_count ELSE (given >> level) & 1 = 0 END) THEN
      same := zeros;
    ELSE
      SELECT array_agg(coalesce(l | z, l, z) ORDER BY at), array_agg(coalesce(b # z, b) ORDER BY at) INTO less, same
      FROM unnest(less, same, zeros) WITH ORDINALITY AS one (l, b, z, at);
      less_count := less_count + zero_count;
    END IF;
  END LOOP;
  SELECT coalesce(sum(bit_count(b)), 0) INTO same_count FROM unnest(same) AS b;
END $$;

-- How many bits of some shelves are of numbers whose code is not above one.
CREATE FUNCTION number_bits_to(shelves integer[], bits bit varying[], code bigint) RETURNS bigint
LANGUAGE sql STABLE AS $$
  SELECT coalesce(sum(CASE
    WHEN s.id = place.shelf_id THEN bit_count(substring(h.b FROM 1 FOR place.places))
    WHEN s.last_code <= code THEN bit_count(h.b) ELSE 0 END), 0)::bigint
  FROM unnest(shelves, bits) AS h (id, b) JOIN number_shelf s ON s.id = h.id
    LEFT JOIN number_shelf_place(code) AS place ON true WHERE h.b IS NOT NULL
$$;

-- One page of what fits: numbers that have all planes of `required`, none of the groups of planes of `without`, fees up to
-- the limits, and the pieces of the patterns. Numbers that changed are left out of all of it, and given back: who asks
-- looks at them. From rank `first` on, of those behind the place `after`, so many that the page is there whichever of the
-- changed numbers come between.
CREATE FUNCTION number_shelf_search(required integer[], without_group integer[], without_plane integer[],
  limit_planes integer[], limits bigint[], pattern_ends integer[], lengths integer[], needs number_piece_place[],
  plane_of_fee integer, descending boolean, after_code bigint, after_fee bigint, skip bigint, take bigint,
  OUT total bigint, OUT first bigint, OUT codes bigint[], OUT changed bigint[])
LANGUAGE plpgsql STABLE AS $$
DECLARE
  shelves integer[];
  bits bit varying[];
  clean bit varying;
  place record;
  before bigint := 0;
  behind bigint;
  low bigint;
  high bigint;
  part record;
  upper record;
  between bit varying[];
BEGIN
  SELECT array_agg(DISTINCT code) INTO changed FROM number_shelf_change;
  SELECT array_agg(s.id ORDER BY s.first_code), array_agg(fit.b ORDER BY s.first_code) INTO shelves, bits FROM (
    SELECT p.shelf_id, bit_and(p.bits) AS b FROM number_plane p WHERE p.plane = ANY (required)
    GROUP BY p.shelf_id HAVING count(*) = cardinality(required)
  ) AS fit JOIN number_shelf s ON s.id = fit.shelf_id WHERE bit_count(fit.b) > 0;
  IF cardinality(without_group) > 0 AND shelves IS NOT NULL THEN
    SELECT array_agg(coalesce(one.b & ~out.b, one.b) ORDER BY at) INTO bits
    FROM unnest(shelves, bits) WITH ORDINALITY AS one (shelf, b, at) LEFT JOIN (
      SELECT shelf_id, bit_or(whole) AS b FROM (
        SELECT p.shelf_id, bit_and(p.bits) AS whole FROM unnest(without_group, without_plane) AS w (grp, plane)
          JOIN number_plane p ON p.plane = w.plane AND p.shelf_id = ANY (shelves)
        GROUP BY p.shelf_id, w.grp HAVING count(*) = (SELECT count(*) FROM unnest(without_group) AS g WHERE g = w.grp)
      ) AS each_group GROUP BY shelf_id) AS out ON out.shelf_id = one.shelf;
  END IF;
  FOR i IN 1 .. cardinality(pattern_ends) LOOP
    EXIT WHEN shelves IS NULL;
    between := number_shelf_pieces(shelves, coalesce(pattern_ends[i - 1], 0) + 1, pattern_ends[i], lengths, needs);
    SELECT array_agg(id ORDER BY at), array_agg(a & b ORDER BY at) INTO shelves, bits
    FROM unnest(shelves, bits, between) WITH ORDINALITY AS one (id, a, b, at) WHERE b IS NOT NULL;
  END LOOP;
  FOR i IN 1 .. cardinality(limits) LOOP
    EXIT WHEN shelves IS NULL;
    part := number_fee_split(shelves, bits, limit_planes[i], NULL, limits[i]);
    SELECT array_agg(one.shelf ORDER BY at), array_agg(coalesce(l | s, l, s) ORDER BY at) INTO shelves, bits
    FROM unnest(shelves, part.less, part.same) WITH ORDINALITY AS one (shelf, l, s, at)
    WHERE l IS NOT NULL OR s IS NOT NULL;
  END LOOP;
  FOR place IN SELECT at.shelf_id, array_agg(at.places - 1) AS places, array_position(shelves, at.shelf_id) AS i
      FROM unnest(changed) AS change (code), number_shelf_place(code) AS at
      WHERE at.found AND at.shelf_id = ANY (shelves) GROUP BY at.shelf_id LOOP
    clean := bits[place.i];
    FOR n IN 1 .. array_length(place.places, 1) LOOP
      clean := set_bit(clean, place.places[n], 0);
    END LOOP;
    bits[place.i] := clean;
  END LOOP;
  SELECT coalesce(sum(bit_count(b)), 0) INTO total FROM unnest(bits) AS b;
  codes := '{}';
  first := greatest(0, skip - coalesce(array_length(changed, 1), 0));
  take := take + skip - first;
  IF total = 0 THEN RETURN; END IF;

  -- The place after which the page comes is a rank.
  IF after_code IS NOT NULL THEN
    behind := after_code - CASE WHEN descending THEN 1 ELSE 0 END;
    IF plane_of_fee IS NULL THEN
      before := number_bits_to(shelves, bits, behind);
    ELSE
      part := number_fee_split(shelves, bits, plane_of_fee, NULL, after_fee);
      before := part.less_count + number_bits_to(shelves, part.same, behind);
    END IF;
    IF descending THEN before := total - before; END IF;
  END IF;
  -- From here on ranks count upwards: low is the first of the page, high the one behind it.
  low := before + first;
  high := least(total, low + take);
  IF low >= high THEN RETURN; END IF;
  IF descending THEN
    behind := low;
    low := total - high;
    high := total - behind;
  END IF;
  IF plane_of_fee IS NULL THEN
    codes := number_codes(shelves, bits, low, high - low);
    RETURN;
  END IF;
  part := number_fee_split(shelves, bits, plane_of_fee, low, NULL);
  codes := number_codes(shelves, part.same, low - part.less_count, high - low);
  IF high <= part.less_count + part.same_count THEN RETURN; END IF;
  upper := number_fee_split(shelves, bits, plane_of_fee, high - 1, NULL);
  -- All with a fee between the two; of the upper fee the first.
  SELECT array_agg(coalesce(u & ~coalesce(l | e, l, e), u) ORDER BY at) INTO between
  FROM unnest(upper.less, part.less, part.same) WITH ORDINALITY AS one (u, l, e, at);
  codes := codes || number_codes(shelves, between, 0, high - low)
    || number_codes(shelves, upper.same, 0, high - upper.less_count);
END $$;
