-- Two legs bridged by a <Dial>.
create type private.bridge as (
  call_sid text, parent_call_sid text, began_at timestamptz, ended_at timestamptz,
  -- One of them went elsewhere while both were still on the line.
  is_left boolean);
