import { agentScenarios } from "@/local/scenarios/agent";
import { browserScenarios } from "@/local/scenarios/browser";
import { conferenceScenarios } from "@/local/scenarios/conference";
import { controlScenarios } from "@/local/scenarios/control";
import { faultScenarios } from "@/local/scenarios/faults";
import { inboundScenarios } from "@/local/scenarios/inbound";
import { internalScenarios } from "@/local/scenarios/internal";
import { otherPhoneScenarios } from "@/local/scenarios/other-phones";
import { outboundScenarios } from "@/local/scenarios/outbound";
import { ownPhoneScenarios } from "@/local/scenarios/own-phones";
import { roomScenarios } from "@/local/scenarios/rooms";
import { playedRoomScenarios } from "@/local/scenarios/rooms-played";
import { routedScenarios } from "@/local/scenarios/routed";
import type { Scenario } from "@/local/scenarios/scenario";
import { servedScenarios } from "@/local/scenarios/served";
import { transferScenarios } from "@/local/scenarios/transfer";

/**
 * Every shape of call there is. The record's tests deliver the events of each in any order,
 * histories play and deliver them, the demo's past, chaos and the bench draw from them.
 */
export const catalogue: Scenario[] = [
  outboundScenarios,
  inboundScenarios,
  faultScenarios,
  servedScenarios,
  transferScenarios,
  conferenceScenarios,
  otherPhoneScenarios,
  routedScenarios,
  ownPhoneScenarios,
  agentScenarios,
  browserScenarios,
  controlScenarios,
  internalScenarios,
  roomScenarios,
  // The last: each company's rooms are switched on with the first of them.
  playedRoomScenarios,
].flatMap((room) => Object.values(room));
