create type public.member_role as enum ('rep', 'manager', 'admin');
