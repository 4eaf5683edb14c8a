import { answer } from "@/bench/answer";
import { burst } from "@/bench/burst";
import { event } from "@/bench/event";
import type { Figure } from "@/bench/figure";

/** Everything that `npm run bench` measures, in this order. */
export const figures: Figure[] = [answer, burst, event];
