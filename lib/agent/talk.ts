import type { Begun, Provider, Written } from "@/lib/agent/machine";
import type { ToTwilio } from "@/lib/agent/media-stream";
import type { Connect } from "@/lib/agent/provider-link";
import type { Recording } from "@/lib/agent/recording";
import type { Clock } from "@/lib/agent/socket";
import type { AnyTool } from "@/lib/agent/tools/tool";
import type { AgentOutcome } from "@/lib/routing/facts";

/** What a talk is made of. */
export type Talk = {
  tenantId: string;
  callId: string;
  /** `is_recorded`: the caller hears that the call may be recorded. */
  begun: Begun & { provider: Provider; is_recorded: boolean };
  tools: readonly AnyTool[];
  twilio: { send(message: ToTwilio): void; close(): void };
  connect: Connect;
  clock: Clock;
  write(written: Written): Promise<void>;
  /** Null where the talk is not to be recorded. */
  recording: Recording | null;
  ended(outcome: AgentOutcome): void;
};
