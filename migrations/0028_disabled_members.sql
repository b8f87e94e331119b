-- No mail goes to a member who is disabled: the function of 0010 came before members could be.
-- Locks: none to speak of. Size: nothing. Way back: the function of 0010.
create or replace function mail_address_of(membership uuid) returns text language sql stable security definer set search_path = public, pg_temp as $$
  select accounts.email from memberships join accounts on accounts.id = memberships.account_id
  where memberships.scheme_id = nullif(current_setting('app.scheme_id', true), '')::uuid
    and memberships.id = membership and memberships.ended_at is null and memberships.disabled_at is null and accounts.disabled_at is null
$$;
