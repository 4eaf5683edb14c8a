const boxes = (list: HTMLElement) =>
  [...list.querySelectorAll<HTMLInputElement>("input[data-select]")].filter(
    ({ dataset }) => dataset.select !== "all",
  );

/** The contacts that are selected, in their order. */
export function selectedIn(list: HTMLElement): string[] {
  return boxes(list).flatMap(({ checked, dataset }) => (checked ? (dataset.select ?? []) : []));
}

/** Selects all rows of the page, or none. */
export function selectAll(list: HTMLElement, checked: boolean): void {
  for (const box of list.querySelectorAll<HTMLInputElement>("input[data-select]")) {
    box.checked = checked;
  }
}

/** As many people know it from mail: everything from the last one to this one. */
export function selectUpTo(list: HTMLElement, last: string, box: HTMLInputElement): void {
  const all = boxes(list);
  const ends = [all.findIndex(({ dataset }) => dataset.select === last), all.indexOf(box)];
  const [from = -1, to = -1] = ends.toSorted((one, other) => one - other);
  if (from < 0) return;
  for (const between of all.slice(from, to + 1)) between.checked = box.checked;
}

/** Whether every row of the page is selected; its head shows it. */
export function markHead(list: HTMLElement): boolean {
  const head = list.querySelector<HTMLInputElement>('input[data-select="all"]');
  const all = boxes(list);
  const count = all.filter(({ checked }) => checked).length;
  const whole = count > 0 && count === all.length;
  if (head) {
    head.checked = whole;
    head.indeterminate = count > 0 && !whole;
  }
  return whole;
}

/** The box of the row that has the focus. */
export function boxOfRow(target: EventTarget): HTMLInputElement | null {
  const row = target instanceof Element ? target.closest(".list-row") : null;
  return row?.querySelector<HTMLInputElement>("input[data-select]") ?? null;
}
