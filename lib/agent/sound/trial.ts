import { randomUUID } from "node:crypto";
import type { Provider, Written } from "@/lib/agent/machine";
import { realtimeConnection } from "@/lib/agent/open-talk";
import { AgentSession } from "@/lib/agent/session";
import type { AgentSettings } from "@/lib/agent/settings/schema";
import { wallClock } from "@/lib/agent/socket";
import { LineRate } from "@/lib/agent/sound/line-rate";
import { Playout } from "@/lib/agent/sound/playout";
import { toolsOf } from "@/lib/agent/tools/registry";
import type { AnyTool } from "@/lib/agent/tools/tool";
import { runDry } from "@/lib/agent/try/dry";
import { agentTrial, beginTrial, endTrial } from "@/lib/agent/try/machine";
import type { AgentOutcome } from "@/lib/routing/facts";

/** A trial ends by itself. */
export const trialSeconds = 180;

type Trial = {
  tenantId: string;
  userId: string;
  draft: AgentSettings;
  standIn: string | undefined;
};

type On = {
  /** µ-law of the agent, as long as what was heard of the person. */
  sounds(bytes: Uint8Array): void;
  written(written: Written): void;
  ended(outcome: AgentOutcome): void;
};

export type TrialTalk = {
  /** µ-law of the person's microphone: also the clock by which the agent's is played. */
  hear(bytes: Uint8Array): void;
  left(): void;
};

/** What ends a talk ends a trial; what reads reads; whatever else it would do is not done. */
function dryTool(tool: AnyTool, settings: AgentSettings): AnyTool {
  if (tool.name === "transfer_to_person" || tool.name === "end_call") return tool;
  return {
    ...tool,
    run: async ({ toolCallId, ...context }, args) =>
      (await runDry(tool, JSON.stringify(args), { settings, context, toolCallId })).result,
  };
}

/**
 * An admin talks with a draft by microphone: a talk as on the phone, of which nothing is stored and
 * in which nothing is done. Refused without a provider, for somebody who is no admin, and where the
 * company's time of this day is used up.
 */
export async function openTrial(
  trial: Trial,
  on: On,
): Promise<TrialTalk | { refused: "refused" | "spent" }> {
  const { tenantId, userId } = trial;
  const facts = await agentTrial(tenantId, userId);
  if (!facts?.provider) return { refused: "refused" };
  const { provider } = facts;
  const trialId = randomUUID();
  const left = await beginTrial(tenantId, trialId);
  if (left === null) return { refused: "spent" };
  const end = () =>
    endTrial(tenantId, trialId).catch((error: unknown) => console.error("a trial's end:", error));
  try {
    const seconds_left = Math.min(trialSeconds, left);
    return startTalk(trial, { ...facts, provider, seconds_left }, on, end);
  } catch (error) {
    // What could not begin takes nothing of the day.
    await end();
    throw error;
  }
}

type Facts = NonNullable<Awaited<ReturnType<typeof agentTrial>>>;

/** Throws where the provider's key cannot be read. */
function startTalk(
  { tenantId, draft, standIn }: Trial,
  { provider, url: _, ...company }: Facts & { provider: Provider },
  on: On,
  end: () => Promise<void>,
): TrialTalk {
  const { connect } = realtimeConnection(tenantId, provider, standIn);
  const playout = new Playout();
  const rate = new LineRate(wallClock.now());
  let timestamp = 0;
  const returned = (marks: string[]) => {
    for (const name of marks) session.fromTwilio({ event: "mark", mark: { name } });
  };
  const session = new AgentSession({
    ...{ tenantId, callId: randomUUID(), clock: wallClock, recording: null, connect },
    begun: {
      ...{ ...company, session_id: randomUUID(), body: draft },
      ...{ provider, caller: { phone: null, contact_id: null, name: null } },
    },
    tools: toolsOf(draft.tools).map((tool) => dryTool(tool, draft)),
    twilio: {
      send: (message) => {
        const marks = playout.take(message);
        // As over a network: after what is going on now.
        queueMicrotask(() => returned(marks));
      },
      close: () => {},
    },
    write: async (written) => on.written(written),
    ended: (outcome) => {
      on.ended(outcome);
      void end();
    },
  });
  return {
    hear(bytes) {
      if (!rate.allows(bytes.length, wallClock.now())) return;
      const payload = Buffer.from(bytes).toString("base64");
      session.fromTwilio({ event: "media", media: { timestamp, payload } });
      timestamp += bytes.length / 8;
      const { sound, marks } = playout.play(bytes.length);
      returned(marks);
      on.sounds(sound);
    },
    left: () => session.callerLeft(),
  };
}
