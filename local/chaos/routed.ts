import { Route } from "@/lib/routing/route";
import type { HandsetScript } from "@/local/carrier/control";
import type { Chance } from "@/local/demo/chance";
import { presses } from "@/local/scenarios/phones";

/** What the people of a call to a number with a route do; reps by their place. */
export type RoutedCall = {
  /** The caller presses it in the menu; null: none. */
  key: string | null;
  phones: { rep: number; script: HandsetScript }[];
  /** How long after dialling the caller hangs up, in seconds: a message until then is left. */
  callerHangsUpAfter: number;
};

/** E.164; of each tenant, the number with a route. */
export const routedNumber = "+12065550199";

export const menuQuestion = "Your choice?";

/** Of the route, by their place among the reps: who rings at once, in turn, and has a mailbox. */
const [together, inTurn, owner] = [[0, 1, 2, 3], [4, 5], 6];

/** Greeting and menu, then key 1: a group, 2: people in turn, 3: a person's mailbox. */
export function stormRoute(reps: readonly { userId: string }[]): Route {
  const usersOf = (places: readonly number[]) =>
    places.flatMap((place) => reps[place]?.userId ?? []);
  const box = { kind: "voicemail", name: "", sound: { text: "Your message?" }, max_seconds: 60 };
  const ring = { kind: "ring", name: "Sales", seconds: 5, not_free: "box", no_answer: "box" };
  const who = (places: readonly number[]) => ({ kind: "people", people: usersOf(places) });
  const [user_id] = usersOf([owner]);
  return Route.parse({
    ...{ language: "en-US", voice: "Polly.Joanna-Neural", first: "greeting" },
    steps: {
      greeting: { kind: "greeting", name: "", sound: { text: "Hello." }, next: "menu" },
      menu: {
        ...{ kind: "menu", name: "", sound: { text: menuQuestion }, no_choice: "box" },
        ...{ keys: { 1: "group", 2: "turn", 3: "own" }, timeout_seconds: 3, times: 1 },
      },
      group: { ...ring, who: who(together), order: "at_once" },
      turn: { ...ring, who: who(inTurn), order: "in_turn" },
      own: { ...box, mailbox: { kind: "person", user_id } },
      box: { ...box, mailbox: { kind: "shared" } },
    },
  });
}

const shapes = {
  ...{ groupAccepts: 30, bothPress: 10, nextAccepts: 15 },
  ...{ groupIsAway: 15, personal: 15, noKey: 10, givesUp: 10 },
};
/** Until a key is pressed; a phone's ringing, which Twilio makes five seconds longer. */
const [menu, ringing] = [4, 10];
const silent = (rep: number) => ({ rep, script: { behaviour: "no-answer" as const } });

/** A call to a number with a route. */
export function routedCall(chance: Chance): RoutedCall {
  const times = { answer: chance.between(1, 3), press: chance.between(4, 6) };
  const picked = times.answer + times.press + menu + 2;
  const talk = chance.between(4, 10);
  const accepts = (rep: number) => ({ rep, script: presses("1", times) });
  const first = chance.between(0, together.length - 1);
  const others = (taken: number[]) => together.filter((rep) => !taken.includes(rep)).map(silent);
  switch (chance.weigh(shapes)) {
    case "groupAccepts": {
      const phones = [accepts(first), ...others([first])];
      return { key: "1", phones, callerHangsUpAfter: picked + talk };
    }
    case "bothPress": {
      const second = (first + 1) % together.length;
      const phones = [accepts(first), accepts(second), ...others([first, second])];
      return { key: "1", phones, callerHangsUpAfter: picked + talk + 4 };
    }
    case "nextAccepts": {
      const phones = inTurn.map((rep, place) => (place === 0 ? silent(rep) : accepts(rep)));
      return { key: "2", phones, callerHangsUpAfter: picked + ringing + talk };
    }
    case "groupIsAway":
      return { key: "1", phones: others([]), callerHangsUpAfter: menu + ringing + 2 + talk };
    case "personal":
      return { key: "3", phones: [], callerHangsUpAfter: menu + 2 + talk };
    case "noKey":
      return { key: null, phones: [], callerHangsUpAfter: menu + 5 + talk };
    case "givesUp":
      return { key: "1", phones: others([]), callerHangsUpAfter: chance.between(1, 12) };
  }
}
