export const kindTitles: Record<string, string> = {
  missed_call: "A call was missed",
  away: "A text outside of hours",
  first_contact: "The first text of somebody",
  keyword: "A text with a word",
  any: "Every text",
};

type Rule = {
  kind: string;
  keyword: string | null;
  open_from: string | null;
  open_until: string | null;
};

/** When an automatic reply goes out: "A text with the word “price”". */
export function ruleTitle({ kind, keyword, open_from: from, open_until: until }: Rule): string {
  if (kind === "keyword") return `A text with the word “${keyword}”`;
  if (kind === "away" && from && until) {
    return `A text outside of ${from.slice(0, 5)}–${until.slice(0, 5)}`;
  }
  return kindTitles[kind] ?? kind;
}
