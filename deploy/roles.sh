#!/bin/sh
# Runs once, when PostgreSQL makes its files: the database, its owner, and the role of the program, which owns nothing.
set -eu

psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
    --set=owner_password="$ATLAS_OWNER_PASSWORD" --set=app_password="$ATLAS_APP_PASSWORD" <<'SQL'
CREATE ROLE atlas_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE atlas_app LOGIN PASSWORD :'app_password';
CREATE DATABASE atlas OWNER atlas_owner;
REVOKE ALL ON DATABASE atlas FROM PUBLIC;
GRANT CONNECT ON DATABASE atlas TO atlas_app;
\connect atlas
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO atlas_app;
-- What migrations make belongs to the owner; the program may use its rows. TRUNCATE, TRIGGER and REFERENCES are
-- left out on purpose.
ALTER DEFAULT PRIVILEGES FOR ROLE atlas_owner IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO atlas_app;
ALTER DEFAULT PRIVILEGES FOR ROLE atlas_owner IN SCHEMA public
    GRANT USAGE, SELECT ON SEQUENCES TO atlas_app;
SQL
