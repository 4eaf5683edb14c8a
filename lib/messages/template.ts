/** What a template may name, in the words of the picker. */
export const variables = {
  first_name: "the contact's first name",
  name: "the contact's name",
  company: "the contact's company",
  my_name: "your name",
  my_company: "your company's name",
} as const;

export type Variable = keyof typeof variables;
export type Facts = Record<Variable, string | null>;

/** "{first_name}", or with what stands in its place where it is not known: "{first_name|there}". */
const pattern = /\{([a-z_]{1,30})(?:\|([^{}]{0,60}))?\}/g;

export const isVariable = (name: string): name is Variable => Object.hasOwn(variables, name);

/** What a text has in braces that no variable is called. */
export function unknownVariables(text: string): string[] {
  const names = [...text.matchAll(pattern)].map(([, name = ""]) => name);
  return [...new Set(names.filter((name) => !isVariable(name)))];
}

/** The text with its variables filled in; or those that have neither a value nor a fallback. */
export function fillTemplate(
  text: string,
  facts: Facts,
): { text: string } | { missing: Variable[] } {
  const missing = new Set<Variable>();
  const filled = text.replace(pattern, (whole, name: string, fallback: string | undefined) => {
    if (!isVariable(name)) return whole;
    const value = facts[name]?.trim() || fallback;
    if (value === undefined) missing.add(name);
    return value ?? whole;
  });
  return missing.size > 0 ? { missing: [...missing] } : { text: filled };
}

/** Stands for what nobody knows until the spaces around it are tidied: of the private use area. */
const blank = "\u{E000}";

/**
 * The text with its variables filled in, for nobody to look over: what is not known, or no
 * variable, is its fallback or left out, with the spaces and the comma that would be left over.
 */
export function fillKnown(text: string, facts: Facts): string {
  return text
    .replace(pattern, (_, name: string, fallback: string | undefined) => {
      return (isVariable(name) && facts[name]?.trim()) || fallback?.trim() || blank;
    })
    .replace(/^[ \t]*(?:\u{E000}[ \t]*)+[,;:]?[ \t]*/gmu, "")
    .replace(/[ \t]*(?:\u{E000}[ \t]*)+(?=[.,;:!?)]|$)/gmu, "")
    .replace(/([ \t]?)[ \t]*(?:\u{E000}[ \t]*)+/gu, "$1")
    .trim();
}

/** Why a text can't be sent: "This needs the contact's first name, which isn't known." */
export function missingWords(missing: Variable[]): string {
  const what = new Intl.ListFormat("en").format(missing.map((name) => variables[name]));
  const [first = "name"] = missing;
  return `This needs ${what}, which isn't known. Write {${first}|…} with what to say instead.`;
}

/** What is known of whom a message is to, and of who writes. */
export function factsOf(
  contact: { name: string; company: string } | null,
  writer: { name: string; company: string },
): Facts {
  const first = contact?.name.trim().split(/\s+/)[0];
  return {
    first_name: first || null,
    name: contact?.name || null,
    company: contact?.company || null,
    my_name: writer.name || null,
    my_company: writer.company || null,
  };
}
