import { z } from "zod";
import { defineJob } from "@/lib/core/job";
import { sweepRooms } from "@/lib/rooms/sweep";

/** Looks after rooms whose webhooks were lost. */
export const sweepRoomsJob = defineJob({
  name: "rooms.sweep",
  title: "Look after LiveKit rooms",
  everySeconds: 10,
  maxAttempts: 1,
  payload: z.object({}),
  run: () => sweepRooms(),
});
