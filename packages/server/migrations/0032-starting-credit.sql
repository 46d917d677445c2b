-- What an applicant would like to begin with, in its own words.
ALTER TABLE access_request ADD COLUMN starting_credit text NOT NULL DEFAULT '';
