-- Checks beside its own whose lines a ticket shows: a line moved to another check stays on the
-- ticket it was fired with, and must still be found when that check voids it or moves on.
create table ticket_checks (
  check_id blob not null,
  ticket_id blob not null,
  primary key (check_id, ticket_id)
) strict, without rowid;
