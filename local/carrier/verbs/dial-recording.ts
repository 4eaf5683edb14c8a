import type { DialPlan } from "@/local/carrier/engine/dial-plan";
import { recordingTarget } from "@/local/carrier/twiml/attributes";

/** What `record` and its companions of a Dial ask for; null where nothing is recorded. */
export function dialRecording(
  attributes: { record: string; recordingTrack?: string | undefined } & Parameters<
    typeof recordingTarget
  >[0],
  base: string,
): DialPlan["recording"] {
  const match = /^(?:true|record-from-(answer|ringing)(-dual)?)$/.exec(attributes.record);
  if (!match) return null;
  const track = attributes.recordingTrack;
  return {
    from: match[1] === "ringing" ? "ringing" : "answer",
    source: "DialVerb",
    channels: match[2] ? 2 : 1,
    track: track === "inbound" || track === "outbound" ? track : "both",
    target: recordingTarget(attributes, base),
  };
}
