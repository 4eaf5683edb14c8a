const forms = new Set<object>();

/**
 * Notes whether a form holds something typed that is not saved; the browser asks before it leaves
 * the page then.
 */
export function noteUnsaved(form: object, unsaved: boolean): void {
  if (unsaved) forms.add(form);
  else forms.delete(form);
  if (forms.size > 0) window.addEventListener("beforeunload", ask);
  else window.removeEventListener("beforeunload", ask);
}

export function isAnythingUnsaved(): boolean {
  return forms.size > 0;
}

function ask(event: BeforeUnloadEvent): void {
  event.preventDefault();
}
