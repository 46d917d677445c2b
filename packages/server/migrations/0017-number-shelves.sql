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
  planes     integer[] NOT NULL,           -- those that have any bit; numbers/shelf-planes.ts says which is which
  setup_fee_bits   bigint NOT NULL,        -- bits that any of its fees has: no others have planes
  monthly_fee_bits bigint NOT NULL
);

CREATE TABLE number_plane (
  shelf_id integer NOT NULL REFERENCES number_shelf ON DELETE CASCADE,
  plane    integer NOT NULL,
  bits     bit varying NOT NULL,
  PRIMARY KEY (shelf_id, plane)
);
-- To decompress takes longer than to read.
ALTER TABLE number_plane ALTER bits SET STORAGE EXTERNAL;

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
CREATE FUNCTION number_shelf_place(code bigint, OUT shelf_id integer, OUT places integer, OUT found boolean)
LANGUAGE sql STABLE AS $$
  SELECT p.shelf_id, p.page * 240 + width_bucket(code, p.codes), p.codes[width_bucket(code, p.codes)] = code
  FROM number_shelf_page p WHERE p.first_code <= code ORDER BY p.first_code DESC LIMIT 1
$$;

-- Runs a program over the planes of one shelf and gives what is in its first register. An instruction is three integers:
-- what to do, a register, and a plane or another register. NULL is a register without any bit. Every instruction that
-- compares a fee takes the next of the limits.
CREATE FUNCTION number_shelf_bits(shelf number_shelf, program integer[], limits bigint[])
RETURNS bit varying LANGUAGE plpgsql STABLE AS $$
DECLARE
  present CONSTANT integer[] := shelf.planes;
  reg bit varying[];
  less bit varying;
  same bit varying;
  most bigint;
  levels bigint;
  compared integer := 0;
  loaded bit varying;
  x integer;
  y integer;
BEGIN
  FOR at IN 1 .. array_length(program, 1) BY 3 LOOP
    x := program[at + 1];
    y := program[at + 2];
    CASE program[at]
      WHEN 0 THEN -- x := plane y
        SELECT bits INTO loaded FROM number_plane WHERE shelf_id = shelf.id AND plane = y;
        reg[x] := loaded;
      WHEN 1 THEN -- x := x AND plane y
        IF reg[x] IS NOT NULL THEN
          IF y = ANY (present) THEN
            SELECT reg[x] & bits INTO loaded FROM number_plane WHERE shelf_id = shelf.id AND plane = y;
            IF bit_count(loaded) = 0 THEN loaded := NULL; END IF;
            reg[x] := loaded;
          ELSE
            reg[x] := NULL;
          END IF;
        END IF;
      WHEN 2 THEN -- x := x AND NOT plane y
        IF reg[x] IS NOT NULL AND y = ANY (present) THEN
          SELECT reg[x] & ~bits INTO loaded FROM number_plane WHERE shelf_id = shelf.id AND plane = y;
          IF bit_count(loaded) = 0 THEN loaded := NULL; END IF;
          reg[x] := loaded;
        END IF;
      WHEN 3 THEN -- x := y
        reg[x] := reg[y];
      WHEN 4 THEN -- x := x OR y
        IF reg[x] IS NULL THEN reg[x] := reg[y];
        ELSIF reg[y] IS NOT NULL THEN reg[x] := reg[x] | reg[y]; END IF;
      WHEN 5 THEN -- x := x AND NOT y
        IF reg[x] IS NOT NULL AND reg[y] IS NOT NULL THEN
          loaded := reg[x] & ~reg[y];
          IF bit_count(loaded) = 0 THEN loaded := NULL; END IF;
          reg[x] := loaded;
        END IF;
      WHEN 6 THEN -- x := nothing
        reg[x] := NULL;
      WHEN 7 THEN -- x := x AND (the fee whose bits begin at plane y) <= limit
        compared := compared + 1;
        most := limits[compared];
        levels := most | CASE y WHEN 300 THEN shelf.setup_fee_bits ELSE shelf.monthly_fee_bits END;
        less := NULL;
        same := reg[x];
        FOR level IN REVERSE 62 .. 0 LOOP
          CONTINUE WHEN same IS NULL OR (levels >> level) & 1 = 0;
          SELECT bits INTO loaded FROM number_plane WHERE shelf_id = shelf.id AND plane = y + level;
          IF loaded IS NULL THEN -- all are zero here, and the limit is not
            less := coalesce(less | same, same);
            same := NULL;
          ELSIF (most >> level) & 1 = 1 THEN
            less := coalesce(less | (same & ~loaded), same & ~loaded);
            same := same & loaded;
          ELSE
            same := same & ~loaded;
          END IF;
        END LOOP;
        less := coalesce(less | same, less, same);
        IF bit_count(less) = 0 THEN less := NULL; END IF;
        reg[x] := less;
    END CASE;
    IF x = 1 AND reg[1] IS NULL THEN RETURN NULL; END IF;
  END LOOP;
  RETURN reg[1];
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
LANGUAGE plpgsql STABLE AS $$
DECLARE
  size integer := array_length(shelves, 1);
  levels bigint;
  plane_bits bit varying;
  zeros bit varying[];
  ones bit varying[];
  zero_count bigint;
BEGIN
  same := bits;
  less := array_fill(NULL::bit varying, ARRAY[size]);
  less_count := 0;
  SELECT coalesce(given, 0) | bit_or(CASE plane_of_fee WHEN 300 THEN s.setup_fee_bits ELSE s.monthly_fee_bits END)
    INTO levels FROM number_shelf s WHERE s.id = ANY (shelves);
  FOR level IN REVERSE 62 .. 0 LOOP
    CONTINUE WHEN (levels >> level) & 1 = 0;
    zeros := array_fill(NULL::bit varying, ARRAY[size]);
    ones := zeros;
    zero_count := 0;
    FOR i IN 1 .. size LOOP
      CONTINUE WHEN same[i] IS NULL;
      SELECT p.bits INTO plane_bits FROM number_plane p WHERE p.shelf_id = shelves[i] AND p.plane = plane_of_fee + level;
      IF FOUND THEN
        ones[i] := same[i] & plane_bits;
        zeros[i] := same[i] & ~plane_bits;
      ELSE
        zeros[i] := same[i];
      END IF;
      zero_count := zero_count + coalesce(bit_count(zeros[i]), 0);
    END LOOP;
    IF (CASE WHEN given IS NULL THEN rank - less_count < zero_count ELSE (given >> level) & 1 = 0 END) THEN
      same := zeros;
    ELSE
      FOR i IN 1 .. size LOOP
        IF less[i] IS NULL THEN less[i] := zeros[i];
        ELSIF zeros[i] IS NOT NULL THEN less[i] := less[i] | zeros[i]; END IF;
      END LOOP;
      less_count := less_count + zero_count;
      same := ones;
    END IF;
  END LOOP;
  same_count := 0;
  FOR i IN 1 .. size LOOP
    same_count := same_count + coalesce(bit_count(same[i]), 0);
  END LOOP;
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

-- One page of what a program finds on the shelves that have all of some planes. Numbers that changed are left out of all
-- of it, and given back: who asks looks at them. From rank `first` on, of those behind the place `after`, so many that the
-- page is there whichever of the changed numbers come between. By fee, some more at both ends.
CREATE FUNCTION number_shelf_search(required integer[], program integer[], limits bigint[], plane_of_fee integer,
  descending boolean, after_code bigint, after_fee bigint, skip bigint, take bigint,
  OUT total bigint, OUT first bigint, OUT codes bigint[], OUT changed bigint[])
LANGUAGE plpgsql STABLE AS $$
DECLARE
  shelves integer[];
  bits bit varying[];
  clean bit varying;
  shelf record;
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
  FOR shelf IN SELECT s.id, number_shelf_bits(s, program, limits) AS found
      FROM number_shelf s WHERE s.planes @> required ORDER BY s.first_code LOOP
    CONTINUE WHEN shelf.found IS NULL;
    shelves := shelves || shelf.id;
    bits := bits || shelf.found;
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
  between := upper.less;
  FOR i IN 1 .. array_length(shelves, 1) LOOP
    IF part.less[i] IS NOT NULL THEN between[i] := between[i] & ~part.less[i]; END IF;
    IF part.same[i] IS NOT NULL THEN between[i] := between[i] & ~part.same[i]; END IF;
  END LOOP;
  codes := codes || number_codes(shelves, between, 0, high - low)
    || number_codes(shelves, upper.same, 0, high - upper.less_count);
END $$;
