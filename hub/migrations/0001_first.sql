-- Who the hub knows: merchants, their outlets, the boxes there, the people of head office.

create table merchants (
  id         text primary key,
  name       text not null,
  created_ms bigint not null
);

-- `change` numbers the changes of the outlet's documents. Whoever changes one adds to it first,
-- and so holds this row's lock until commit: numbers become visible in their order.
create table outlets (
  id          text primary key,
  merchant_id text not null references merchants,
  change      bigint not null default 0,
  created_ms  bigint not null
);
create index outlets_of_merchant on outlets (merchant_id);

-- Only the SHA-256 of a box's token is kept.
create table boxes (
  outlet       text not null references outlets,
  id           text not null,
  token_sha256 bytea not null unique,
  created_ms   bigint not null,
  revoked_ms   bigint,
  seen_ms      bigint,
  primary key (outlet, id)
);

create table users (
  id            uuid primary key,
  merchant_id   text not null references merchants,
  email         text not null unique check (email = lower(email)),
  name          text not null,
  role          text not null,
  password_hash text not null,
  created_ms    bigint not null,
  disabled_ms   bigint
);

create table sessions (
  token_sha256 bytea primary key,
  user_id      uuid not null references users,
  created_ms   bigint not null,
  expires_ms   bigint not null
);
create index sessions_of_user on sessions (user_id);
create index sessions_by_expiry on sessions (expires_ms);

-- Failed sign-ins by account and address; see hub/people/backoff.py.
create table sign_in_tries (
  key        text primary key,
  failures   int not null,
  blocked_until_ms bigint not null,
  last_ms    bigint not null
);

-- Addresses an account signed in from: a stranger guessing its password does not lock them out.
create table sign_in_places (
  user_id uuid not null references users,
  address text not null,
  last_ms bigint not null,
  primary key (user_id, address)
);

-- The first answer to every command of head office, refusals included (rule C1).
create table commands (
  merchant_id text not null,
  id          uuid not null,
  body_sha256 bytea not null,
  status      int not null,
  answer      text not null,
  at_ms       bigint not null,
  primary key (merchant_id, id)
);

create table audit (
  id          bigint generated always as identity primary key,
  at_ms       bigint not null,
  merchant_id text not null,
  outlet      text,
  user_id     uuid not null,
  command_id  uuid not null,
  action      text not null,
  subject     text not null,
  was         text not null,
  became      text not null
);
create index audit_of_merchant on audit (merchant_id, id);
