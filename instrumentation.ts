import { Server } from "node:http";
import { env } from "@/lib/core/env";
import { boundRenders, busyMeter } from "@/lib/renders/bound-renders";
import { RenderQueue } from "@/lib/renders/render-queue";

/** Called by Next once, before the process answers its first request. */
export function register(): void {
  const { RENDERS_AT_ONCE: atOnce, RENDERS_WAITING: maxWaiting } = env();
  const limits = { atOnce, maxWaiting, maxWaitMs: 10_000 };
  boundRenders(Server.prototype, new RenderQueue(limits, busyMeter()));
}
