"use client";

import { useState } from "react";

/**
 * The id of what a form adds, so that sent twice it is added once: the one it was opened with stays
 * while the server renders the page again, with another. A form that is done has a new one.
 */
export function OnceId({ id }: { id: string }) {
  const [first] = useState(id);
  return <input type="hidden" name="id" value={first} />;
}
