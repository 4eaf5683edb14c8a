import type { Begun, Provider, Written } from "@/lib/agent/machine";
import type { Connect } from "@/lib/agent/provider-link";
import type { Clock, Socket } from "@/lib/agent/socket";
import type { AnyTool } from "@/lib/agent/tools/tool";
import type { AgentOutcome } from "@/lib/routing/facts";

/** What a talk is made of. */
export type Talk = {
  tenantId: string;
  callId: string;
  streamSid: string;
  /** `is_recorded`: the caller hears that the call may be recorded. */
  begun: Begun & { provider: Provider; is_recorded: boolean };
  tools: readonly AnyTool[];
  twilio: Socket;
  connect: Connect;
  clock: Clock;
  write(written: Written): Promise<void>;
  ended(outcome: AgentOutcome): void;
};
