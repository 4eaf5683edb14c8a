/** The contact whom the open page is about, and how something about them is written there. */
export type OnScreen = {
  id: string;
  name: string;
  /** Who may own the contact. */
  people: { user_id: string; name: string }[];
  write: (what: "note" | "task") => void;
};

let shown: OnScreen | undefined;

/** Offers what can be done with a contact in the palette until the returned function is called. */
export function showContact(contact: OnScreen): () => void {
  shown = contact;
  return () => {
    if (shown === contact) shown = undefined;
  };
}

export const contactOnScreen = () => shown;
