import { everyone, repsOnly, type Subject } from "@/tests/database/isolation/subject";

const entriesHaveOneTenant =
  "an entry's id, and what a person has claimed, are one tenant's; for the index";

export const callLists: Subject = {
  tables: {
    call_lists: {
      read: { by: everyone },
      change: {
        by: repsOnly("owner_id = :me"),
        columns: [
          ...["name", "state", "hours_from", "hours_until", "days"],
          ...["skip_called_days", "retries"],
        ],
      },
      remove: { by: repsOnly("owner_id = :me") },
      rows: (t) =>
        `insert into public.call_lists
           (id, tenant_id, name, hours_from, hours_until, days, owner_id) values ${(
             ["rep", "rep2", "gone", "turncoat"] as const
           )
             .map(
               (who) =>
                 `(${t.thing(`list of ${who}`)}, ${t.id}, 'List', '00:00', '24:00', '{1,2,3,4,5,6,7}', ${t.person(who)})`,
             )
             .join(", ")}`,
    },
    call_list_entries: {
      read: { by: everyone },
      rows: (t) =>
        `insert into public.call_list_entries (id, tenant_id, list_id, contact_id, position)
         values (${t.thing("entry")}, ${t.id}, ${t.thing("list of rep")}, ${t.thing("contact")}, 1)`,
    },
  },
  things: { list: "list of rep", entry: "entry" },
  functions: {
    "private.bind_entry": "nobody",
    "private.call_list_reach": "people",
    "private.chosen_contacts": "nobody",
    "private.claim_call_list_entry": "people",
    "private.contact_zone": "nobody",
    "private.create_call_list": "people",
    "private.due_entry": "nobody",
    "private.entry_obstacle": "nobody",
    "private.finish_list": "nobody",
    "private.free_entries": "nobody",
    "private.is_called_now": "nobody",
    "private.is_retry_rules": "people",
    "private.look_again": "nobody",
    "private.look_again_at_numbers": "nobody",
    "private.opens_at": "nobody",
    "private.own_entry": "nobody",
    "private.put_off_call_list_entries": "people",
    "private.rang_contact": "nobody",
    "private.settle_entry": "nobody",
    "private.settle_listed_call": "nobody",
    "private.skip_call_list_entry": "people",
    "private.was_called": "nobody",
    "public.call_list_figures": {
      execute: "people",
      by: everyone,
      tried: [["cast(array[:list] as uuid[])", false]],
    },
    "public.call_list_reach": {
      execute: "people",
      by: everyone,
      tried: [[":list", false]],
    },
    "public.claim_call_list_entry": {
      execute: "people",
      by: everyone,
      tried: [[":list", true]],
    },
    "public.create_call_list": {
      execute: "people",
      by: everyone,
      tried: [
        [
          `jsonb_build_object('name', 'Eve'), jsonb_build_object('ids', jsonb_build_array(:contact))`,
          true,
        ],
      ],
    },
    "public.put_off_call_list_entries": {
      execute: "people",
      by: everyone,
      tried: [[":list, cast(array[:entry] as uuid[])", true]],
    },
    "public.skip_call_list_entry": {
      execute: "people",
      by: everyone,
      tried: [[":entry, 'other'", false]],
    },
  },
  withoutEffect: {
    "private.claim_call_list_entry: without tenant_id = tenant and (2)": entriesHaveOneTenant,
    "private.claim_call_list_entry: without tenant_id = tenant and (3)": entriesHaveOneTenant,
    "private.skip_call_list_entry: without t.tenant_id = tenant and (1)": entriesHaveOneTenant,
  },
};
