-- Every column that keeps a secret, for the rotation of keys. A ciphertext begins with its key's id
-- (lib/core/crypto.ts), so an index in the order of bytes finds those of other keys, and goes on
-- after any one of them.
create or replace function private.secret_columns() returns table
  (place text, relation regclass, field name)
language sql stable set search_path = pg_catalog, pg_temp as $$
  values ('livekit_accounts.api_secret', 'public.livekit_accounts'::regclass,
    'api_secret_ciphertext'::name),
    ('livekit_accounts.sip_password', 'public.livekit_accounts'::regclass,
    'sip_password_ciphertext'::name),
    ('browser_calls.api_key_secret', 'public.browser_calls'::regclass,
    'api_key_secret_ciphertext'::name),
    ('realtime_settings.api_key', 'public.realtime_settings'::regclass,
    'api_key_ciphertext'::name),
    ('twilio_accounts.auth_token', 'public.twilio_accounts'::regclass,
    'auth_token_ciphertext'::name),
    ('transcription_settings.api_key', 'public.transcription_settings'::regclass,
    'api_key_ciphertext'::name)
$$;

revoke all on function private.secret_columns from public;
