-- By what a process knows whether its master secret is the one that sealed what is kept here. One row, made by the first process.
CREATE TABLE installation (
  one boolean NOT NULL PRIMARY KEY DEFAULT true CHECK (one),
  secret_check bytea NOT NULL
);
