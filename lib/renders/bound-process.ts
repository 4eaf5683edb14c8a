import { Server } from "node:http";
import { env } from "@/lib/core/env";
import { boundRenders, busyMeter } from "@/lib/renders/bound-renders";
import { RenderQueue } from "@/lib/renders/render-queue";

/** Bounds the renders of every HTTP server in this process, by the limits in its environment. */
export function boundProcess(): void {
  const { RENDERS_AT_ONCE: atOnce, RENDERS_WAITING: maxWaiting } = env();
  const limits = { atOnce, maxWaiting, maxWaitMs: 10_000 };
  boundRenders(Server.prototype, new RenderQueue(limits, busyMeter()));
}
