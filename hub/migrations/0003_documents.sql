-- Settings of an outlet. The hub is their authority; boxes follow `change` (rule D1).
create table documents (
  outlet     text not null references outlets,
  kind       text not null,
  id         text not null,
  version    bigint not null,
  deleted    boolean not null default false,
  body       text not null,
  changed_ms bigint not null,
  change     bigint not null,
  primary key (outlet, kind, id)
);
create unique index documents_by_change on documents (outlet, change);

-- Every version there was, and who made it.
create table document_versions (
  outlet     text not null,
  kind       text not null,
  id         text not null,
  version    bigint not null,
  deleted    boolean not null,
  body       text not null,
  changed_ms bigint not null,
  author     text not null,
  primary key (outlet, kind, id, version)
);
