import { everyone, type Subject } from "@/tests/database/isolation/subject";

export const realtime: Subject = {
  functions: {
    "private.broadcast_call": "nobody",
    "private.broadcast_change": "nobody",
    "private.broadcast_epoch": "nobody",
    "private.check_broadcasts": "people",
    "public.check_broadcasts": {
      execute: "people",
      by: everyone,
      tried: [
        ["", false],
        ["0", false],
      ],
    },
    "public.realtime_topic": { execute: "people", by: everyone, tried: [["", false]] },
  },
};
