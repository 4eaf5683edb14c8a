import { agents } from "@/local/chaos/shapes/agents";
import { controlled } from "@/local/chaos/shapes/controlled";
import { queued } from "@/local/chaos/shapes/queued";
import { rooms } from "@/local/chaos/shapes/rooms";
import { routed } from "@/local/chaos/shapes/routed";
import type { Shape } from "@/local/chaos/shapes/shape";
import { texts } from "@/local/chaos/shapes/texts";

/** What is played beside the plan's calls, each in a company of its own. */
export const shapes: Shape[] = [texts, controlled, queued, rooms, routed, agents];

/** What may be played, also by itself; "calls" are the plan's. */
export const names = ["calls", ...shapes.map(({ name }) => name)];
