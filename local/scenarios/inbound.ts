import { pressedScenarios } from "@/local/scenarios/inbound/pressed";
import { unansweredScenarios } from "@/local/scenarios/inbound/unanswered";

/** A customer calls the company. */
export const inboundScenarios = { ...pressedScenarios, ...unansweredScenarios };
