import type { Verb } from "@/local/carrier/twiml/verb";
import { connect } from "@/local/carrier/verbs/connect";
import { dial } from "@/local/carrier/verbs/dial";
import { echo } from "@/local/carrier/verbs/echo";
import { enqueue } from "@/local/carrier/verbs/enqueue";
import { gather } from "@/local/carrier/verbs/gather";
import { hangup } from "@/local/carrier/verbs/hangup";
import { leave } from "@/local/carrier/verbs/leave";
import { pause } from "@/local/carrier/verbs/pause";
import { play } from "@/local/carrier/verbs/play";
import { record } from "@/local/carrier/verbs/record";
import { redirect } from "@/local/carrier/verbs/redirect";
import { reject } from "@/local/carrier/verbs/reject";
import { say } from "@/local/carrier/verbs/say";

const all: Verb[] = [
  connect,
  dial,
  echo,
  enqueue,
  gather,
  hangup,
  leave,
  pause,
  play,
  record,
  redirect,
  reject,
  say,
];

/** What may stand in a Response, by its name in TwiML. */
export const verbs: ReadonlyMap<string, Verb> = new Map(all.map((verb) => [verb.name, verb]));
