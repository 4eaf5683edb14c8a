import { answer } from "@/bench/answer";
import { answerRoute } from "@/bench/answer-route";
import { bridge } from "@/bench/bridge";
import { burst } from "@/bench/burst";
import { copies } from "@/bench/copies";
import { decision } from "@/bench/decision";
import { event } from "@/bench/event";
import type { Figure } from "@/bench/figure";
import { imports } from "@/bench/import";
import { inbox } from "@/bench/inbox";
import { incoming } from "@/bench/incoming";
import { live } from "@/bench/live";
import { liveTabs } from "@/bench/live-tabs";
import { memory } from "@/bench/memory";
import { browser } from "@/bench/pages/browser";
import { pages } from "@/bench/pages/server";
import { phone } from "@/bench/phone/figure";
import { readers } from "@/bench/readers";
import { reads } from "@/bench/reads/figure";
import { filters } from "@/bench/reads/filters";
import { roomsFigure } from "@/bench/rooms/figure";
import { work } from "@/bench/work";

/**
 * Everything that `npm run bench` measures, in this order: the one that has the data set to itself
 * first.
 */
export const figures: Figure[] = [
  reads,
  filters,
  answer,
  answerRoute,
  work,
  burst,
  incoming,
  inbox,
  event,
  decision,
  live,
  liveTabs,
  pages,
  readers,
  browser,
  phone,
  imports,
  bridge,
  roomsFigure,
  copies,
  memory,
];
