import { afterEach, expect, test } from "vitest";
import type { Command } from "@/components/softphone/command";
import { nextState, offline, type PhoneEvent } from "@/components/softphone/state";
import { joinTabs, type Tabs } from "@/components/softphone/tabs";

/** Phones of this test's tabs that are open, and what each was asked to do. */
const phones: { asked: Command[]; isOpen: boolean }[] = [];
const tabs: Tabs[] = [];

afterEach(() => {
  for (const tab of tabs.splice(0)) tab.close();
  phones.length = 0;
});

let nth = 0;
/** Opens tabs of one browser; each would make a phone that goes online at once. */
function browser() {
  nth += 1;
  const name = `test ${nth}`;
  return () => {
    const tab = joinTabs(name, openPhone);
    tabs.push(tab);
    return tab;
  };
}

function openPhone(report: (event: PhoneEvent) => void) {
  const phone = { asked: [] as Command[], isOpen: true };
  phones.push(phone);
  return {
    async run(command: Command) {
      phone.asked.push(command);
      if (command.kind === "go_online") report({ kind: "registered" });
      if (command.kind === "go_offline") report({ kind: "went_offline" });
      if (command.kind === "place") report({ kind: "placing", callId: command.callId });
      return command.kind === "answer" ? ("call_failed" as const) : null;
    },
    close() {
      phone.isOpen = false;
    },
  };
}

const open = () => phones.filter(({ isOpen }) => isOpen);
const lineOf = (tab: Tabs) => expect.poll(() => tab.shown().line);

test("the tab that goes online has the phone; the others show it, new ones too", async () => {
  const openTab = browser();
  const [first, second] = [openTab(), openTab()];
  expect(await first.send({ kind: "go_online" })).toBeNull();
  expect(first.shown()).toMatchObject({ line: "ready", isHere: true });
  await lineOf(second).toBe("ready");
  const late = openTab();
  await lineOf(late).toBe("ready");
  expect([second.shown().isHere, late.shown().isHere]).toEqual([false, false]);
});

test("what is done in another tab is done by the phone, and what stands in the way comes back", async () => {
  const openTab = browser();
  const [first, second] = [openTab(), openTab()];
  await first.send({ kind: "go_online" });
  expect(await second.send({ kind: "place", callId: "a" })).toBeNull();
  expect(await second.send({ kind: "answer", callId: "b" })).toBe("call_failed");
  await expect.poll(() => second.shown().talk?.callId).toBe("a");
  expect(phones).toHaveLength(1);
});

test("tabs that go online at the same moment have one phone", async () => {
  const openTab = browser();
  const several = [openTab(), openTab(), openTab()];
  await Promise.all(several.map((tab) => tab.send({ kind: "go_online" })));
  expect(phones).toHaveLength(1);
  for (const tab of several) await lineOf(tab).toBe("ready");
});

test("when its tab is closed, another one goes online in its place", async () => {
  const openTab = browser();
  const [first, second] = [openTab(), openTab()];
  await first.send({ kind: "go_online" });
  await lineOf(second).toBe("ready");
  first.close();
  await expect.poll(() => second.shown()).toMatchObject({ line: "ready", isHere: true });
  expect(open()).toHaveLength(1);
});

test("who goes offline in one tab is offline in all, and online again from any", async () => {
  const openTab = browser();
  const [first, second] = [openTab(), openTab()];
  await first.send({ kind: "go_online" });
  await lineOf(second).toBe("ready");
  await second.send({ kind: "go_offline" });
  await lineOf(first).toBe("offline");
  await lineOf(second).toBe("offline");
  await second.send({ kind: "go_online" });
  for (const tab of [first, second]) await lineOf(tab).toBe("ready");
  expect(open()).toHaveLength(1);
});

test("who went offline stays offline when the tab of the phone is closed", async () => {
  const openTab = browser();
  const [first, second] = [openTab(), openTab()];
  await first.send({ kind: "go_online" });
  await lineOf(second).toBe("ready");
  await first.send({ kind: "go_offline" });
  await lineOf(second).toBe("offline");
  first.close();
  const third = openTab();
  third.goOnlineInTurn();
  await lineOf(third).toBe("ready");
  expect(third.shown().isHere).toBe(true);
});

test("tabs that were online before a reload take turns: one goes online by itself", async () => {
  const openTab = browser();
  const several = [openTab(), openTab()];
  for (const tab of several) tab.goOnlineInTurn();
  for (const tab of several) await lineOf(tab).toBe("ready");
  expect(several.filter((tab) => tab.shown().isHere)).toHaveLength(1);
});

test("people who share a browser have a phone each", async () => {
  const [hers, his] = [browser()(), browser()()];
  await hers.send({ kind: "go_online" });
  await his.send({ kind: "go_online" });
  expect(open()).toHaveLength(2);
});

test("a state is what the reducer makes of the phone's events", async () => {
  const tab = browser()();
  await tab.send({ kind: "go_online" });
  await tab.send({ kind: "place", callId: "a" });
  const expected = [{ kind: "registered" }, { kind: "placing", callId: "a" }] as const;
  expect(tab.shown()).toEqual({ ...expected.reduce(nextState, offline), isHere: true });
});
