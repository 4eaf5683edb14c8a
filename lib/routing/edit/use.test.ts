import { expect, test } from "vitest";
import { followersOf, whyKept } from "@/lib/routing/edit/use";

test.each([
  [[], false, null],
  [["Support"], false, "Support"],
  [[], true, "numbers without a route or a person"],
  [["Sales", "Support"], true, "Sales, Support, and numbers without a route or a person"],
])("of %j and default %s, these follow it: %s", (numbers, isDefault, words) => {
  expect(followersOf(numbers, isDefault)).toBe(words);
});

test.each([
  [[], false, null],
  [["Support"], false, /^Support follows this route\. Choose another route in Settings → Numbers/],
  [["Sales", "Support"], true, /^Sales and Support follow this route\./],
  [[], true, /^This is the default route\. Make another route the default/],
])("what keeps a route with %j, default %s, is said", (numbers, isDefault, words) => {
  const why = whyKept({ numbers, isDefault });
  if (words === null) expect(why).toBeNull();
  else expect(why).toMatch(words);
});
