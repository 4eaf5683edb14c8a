import type { Turn } from "@/lib/core/job";

/** A run begins nothing new after this, so that it ends long before it expires. */
const turnMs = 25_000;

/** A run's turn from now on. It is over at once when `stopping` fires. */
export function newTurn(stopping: AbortSignal): Turn {
  return turnUntil(new Date(Date.now() + turnMs), stopping);
}

export function turnUntil(until: Date, stopping?: AbortSignal): Turn {
  return {
    get over() {
      return stopping?.aborted === true || Date.now() >= until.getTime();
    },
  };
}
