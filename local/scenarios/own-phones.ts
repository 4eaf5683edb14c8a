import { presses } from "@/local/scenarios/phones";
import { plays } from "@/local/scenarios/plays";
import type { Scenario } from "@/local/scenarios/scenario";
import { talks } from "@/local/scenarios/until";

const rings = plays("two phones", "inbound", {
  ...{ recordings: 1, talk: "since the digit", clocks: ["around the digit"] },
});
const connected = { status: "completed", outcome: "connected" };

const calledByColleague: Scenario = {
  ...{ name: "two phones: a colleague calls, both ring, they answer at the second" },
  ...{ direction: "internal", row: { ...connected, outcome_reason: "colleague_answered" } },
  played: {
    as: {
      async play(stage) {
        await stage.repWill({ behaviour: "no-answer" });
        await stage.deskWill(presses("1", undefined, 25));
        const callId = await stage.callRepInBrowser();
        await stage.idle();
        return callId;
      },
    },
    ...{ legs: { rep: "canceled, completed" }, recordings: 0, talk: "since the digit" },
  },
};

/** Somebody who has two phones is rung: by a route, or by a colleague. */
export const ownPhoneScenarios = {
  calledByColleague,
  second: rings(
    "both ring, they answer at the second",
    connected,
    { caller: "completed", rep: "canceled, completed" },
    async (stage) => {
      await stage.repWill({ behaviour: "no-answer" });
      await stage.deskWill(presses("1", {}));
      return talks(stage, await stage.dial({ route: "inTurn" }));
    },
  ),
  bothPress: {
    ...rings(
      "they press 1 on both, one has the caller",
      connected,
      { caller: "completed", rep: "completed" },
      async (stage) => {
        await stage.repWill(presses("1", { press: 5 }));
        await stage.deskWill(presses("1", { press: 5 }));
        return talks(stage, await stage.dial({ route: "inTurn" }));
      },
    ),
    mayReopen: true,
  },
  neither: rings(
    "they answer at neither, and the next accepts",
    connected,
    { caller: "completed", rep: "completed, no-answer" },
    async (stage) => {
      await stage.repWill({ behaviour: "no-answer" });
      await stage.deskWill({ behaviour: "no-answer" });
      await stage.rep2Will(presses("1", {}));
      return talks(stage, await stage.dial({ route: "inTurn" }));
    },
  ),
} satisfies Record<string, Scenario>;
