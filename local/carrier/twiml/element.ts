import type { Element, Node } from "@xmldom/xmldom";

/** What may stand in TwiML under a name: a verb, or a noun inside one. */
export type ElementSpec = {
  name: string;
  attributes: readonly string[];
  /** Names of the elements it may hold; "any" where they are not looked at. */
  children: readonly string[] | "any";
};

export function childElements(parent: Element): Element[] {
  const found: Element[] = [];
  for (let node = parent.firstChild; node; node = node.nextSibling) {
    if (isElement(node)) found.push(node);
  }
  return found;
}

/** Its text, as one line. */
export function textOf(element: Element): string {
  return (element.textContent ?? "").replace(/\s+/g, " ").trim();
}

export function rawAttributes(element: Element): Record<string, string> {
  return Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value]));
}

/** What Twilio's debugger would warn of: unknown or misplaced elements, unknown attributes. */
export function* unknownParts(
  element: Element,
  find: (name: string) => ElementSpec | undefined,
): Generator<string> {
  const spec = find(element.tagName);
  if (!spec) {
    yield `Unknown element <${element.tagName}>`;
    return;
  }
  for (const { name } of element.attributes) {
    if (!spec.attributes.includes(name)) {
      yield `Unknown attribute ${name} of <${element.tagName}>`;
    }
  }
  if (spec.children === "any") return;
  for (const child of childElements(element)) {
    if (find(child.tagName) && !spec.children.includes(child.tagName)) {
      yield `<${child.tagName}> is not allowed in <${element.tagName}>`;
    } else yield* unknownParts(child, find);
  }
}

function isElement(node: Node): node is Element {
  return node.nodeType === 1;
}
