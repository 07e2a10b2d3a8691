-- Money given back while no session was open.
alter table till_outside add column refunds integer not null default 0;
alter table till_outside add column refunded integer not null default 0;
