import { presses } from "@/local/scenarios/phones";
import { plays } from "@/local/scenarios/plays";
import type { Scenario } from "@/local/scenarios/scenario";
import { talks } from "@/local/scenarios/until";

const rings = plays("two phones", "inbound", {
  ...{ recordings: 1, talk: "since the digit", clocks: ["around the digit"] },
});
const connected = { status: "completed", outcome: "connected" };

/** A route rings somebody who has two phones. */
export const ownPhoneScenarios = {
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
