/** What pages call themselves; what is shown in its stead; and how much is unread. */
let own = "";
let held: string | undefined;
let unread = "";
let isWatching = false;

const wanted = () => held ?? (unread ? `(${unread}) ${own}` : own);

/** Pages set their own title when they come: what stands before or instead of it is put back. */
function watch(): void {
  if (!isWatching) own = document.title;
  const apply = () => {
    if (document.title !== wanted()) document.title = wanted();
  };
  apply();
  if (isWatching) return;
  isWatching = true;
  new MutationObserver(() => {
    if (document.title === wanted()) return;
    own = document.title;
    apply();
  }).observe(document.head, { childList: true, subtree: true, characterData: true });
}

/** Shows this title until it is let go. */
export function holdTitle(title: string): () => void {
  held = title;
  watch();
  return () => {
    if (held === title) held = undefined;
    watch();
  };
}

/** "(3)" before every title; "" for none. */
export function countInTitle(count: string): void {
  if (count === unread) return;
  unread = count;
  watch();
}
