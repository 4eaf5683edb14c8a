import { admins, type Subject } from "@/tests/database/isolation/subject";

export const jobs: Subject = {
  tables: {
    "jobs.job": {
      rows: (t) =>
        `select jobs.create_queue('accounts.compare', '{"policy": "stately"}');
     insert into jobs.job (id, name, data, state, policy, output, singleton_key)
     values (${t.thing("dead job")}, 'accounts.compare', jsonb_build_object('tenant_id', ${t.id}),
       'failed', 'stately', '{"message": "it broke", "sentence": "It broke."}', ${t.id})`,
    },
  },
  things: { job: "dead job" },
  functions: {
    "machine.add_job": "machine",
    "private.add_job": "nobody",
    "private.failed_jobs": "people",
    "private.run_job_again": "people",
    "public.failed_jobs": { execute: "people", by: admins, tried: [["", false]] },
    "public.run_job_again": { execute: "people", by: admins, tried: [[":job", true]] },
  },
};
