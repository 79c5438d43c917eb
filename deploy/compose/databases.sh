#!/bin/bash
# A database for each service and the one role that owns and enters it. Runs once, when the server has no data yet.
set -euo pipefail

for service in ticket routing sla notification; do
  password=${service^^}_DATABASE_PASSWORD
  psql --quiet --set ON_ERROR_STOP=1 --username postgres --set "name=$service" --set "password=${!password}" <<'SQL'
create role :"name" login password :'password';
create database :"name" owner :"name";
revoke all on database :"name" from public;
SQL
done
