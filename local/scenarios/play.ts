import type { Phones, Played, Scenario } from "@/local/scenarios/scenario";
import type { Stage } from "@/local/scenarios/stage";
import { untilAsked } from "@/local/scenarios/until";

/** Plays a scenario to its end and gives the call's id. */
export async function play({ direction }: Scenario, { as }: Played, stage: Stage): Promise<string> {
  if (typeof as !== "function") return as.play(stage);
  const phones = as();
  await stage.reports(phones.reports ?? {});
  await stage.repWill(phones.rep);
  if (phones.customer) await stage.customerWill(phones.customer);
  const callId = await begin(direction, phones, stage);
  if (phones.messageAfter !== undefined) {
    await stage.advance(phones.messageAfter);
    await stage.takeMessage(callId);
  }
  await hangUp(direction, phones, stage, callId);
  await stage.idle();
  return callId;
}

function begin(direction: Scenario["direction"], phones: Phones, stage: Stage): Promise<string> {
  if (direction === "outbound") return stage.place();
  const { callerId, ringsNobody } = phones;
  return stage.dial({ callerId, ringsNobody });
}

async function hangUp(
  direction: Scenario["direction"],
  { hangup }: Phones,
  stage: Stage,
  callId: string,
): Promise<void> {
  if (!hangup) return;
  const isInCall = async (phone: Stage["rep"]) => (await phone.state()).state === "in-call";
  const areTalking = async () =>
    direction === "outbound"
      ? isInCall(stage.customer)
      : (await isInCall(stage.rep)) && (await stage.areTalking());
  // Second by second: they have talked for up to one when it is seen.
  while (hangup.once === "talking" && !(await areTalking())) await stage.advance(1);
  if (hangup.once === "asked") await untilAsked(stage);
  await stage.advance(hangup.seconds);
  if (hangup.by === "app") await stage.hangUpInTheApp(callId);
  else await stage[hangup.by].hangup();
}
