import type { Names } from "@/local/carrier/page/state";

export type Child = Node | string | number | null | undefined | false | Child[];
type Listener = (event: Event) => void;
type Attribute = string | boolean | null | undefined | Listener;

/** Makes an element; children may be text, elements, or nothing. */
export function el<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Record<string, Attribute> = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (typeof value === "function") node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  append(node, children);
  return node;
}

function append(node: HTMLElement, children: Child[]): void {
  for (const child of children) {
    if (Array.isArray(child)) append(node, child);
    else if (typeof child === "number") node.append(String(child));
    else if (child) node.append(child);
  }
}

/** The page's own element with this id, which has to be of this kind. */
export function byId<T extends HTMLElement>(id: string, kind: new () => T): T {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`The page has no ${kind.name} #${id}`);
  return found;
}

const ICONS = {
  answer:
    "M7 3.500h3l1.500 4.500-2.200 1.500a11 11 0 0 0 5.200 5.200l1.500-2.200 4.500 1.500v3a2.500 2.500 0 0 1-2.700 2.500A16 16 0 0 1 4.500 6.200 2.500 2.500 0 0 1 7 3.500Z",
  hangup:
    "M12 9c4.200 0 7.600 1.300 9 3.200.6.900.5 2.300-.2 3.200l-.7.800a1 1 0 0 1-1.200.2l-2.900-1.500a1 1 0 0 1-.5-1v-1.700a13 13 0 0 0-7 0v1.700a1 1 0 0 1-.5 1l-2.900 1.500a1 1 0 0 1-1.200-.2l-.7-.8c-.7-.9-.8-2.300-.2-3.200C4.400 10.300 7.800 9 12 9Z",
  text: "M5 4h14a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-7l-5 4v-4H5a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2Z",
  picture:
    "M5 4h14a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2Zm3.500 3a1.500 1.500 0 1 0 0 3 1.500 1.500 0 0 0 0-3ZM5 18h14l-4.500-6-3.500 4.500-2-2.500Z",
  send: "M3 20.500 21 12 3 3.500l3 7 8 1.500-8 1.500Z",
  keypad:
    "M6 5h2v2H6zm5 0h2v2h-2zm5 0h2v2h-2zM6 10h2v2H6zm5 0h2v2h-2zm5 0h2v2h-2zM6 15h2v2H6zm5 0h2v2h-2zm5 0h2v2h-2z",
};

export function icon(name: keyof typeof ICONS): SVGSVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

const toTheSecond = { hour: "numeric", minute: "2-digit", second: "2-digit" } as const;

/** As people of the browser's language read a time: "3:58:02 PM" in English, as the desk has it. */
export function clockTime(
  at: string | number,
  parts: Intl.DateTimeFormatOptions = toTheSecond,
  locale?: string,
): string {
  return new Date(at).toLocaleTimeString(locale, parts);
}

export function minutes(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const hours = Math.floor(whole / 3600);
  const minute = String(Math.floor(whole / 60) % 60).padStart(hours ? 2 : 1, "0");
  const rest = `${minute}:${String(whole % 60).padStart(2, "0")}`;
  return hours ? `${hours}:${rest}` : rest;
}

/** How a number is written here, and whose it is. */
export function nameOf(names: Names, number: string): { label: string | null; national: string } {
  const known = names[number];
  if (!known) return { label: null, national: number };
  const label = known.label && known.label !== known.national ? known.label : null;
  return { label, national: known.national };
}

export function shortName(names: Names, number: string): string {
  const { label, national } = nameOf(names, number);
  return label ?? national;
}
