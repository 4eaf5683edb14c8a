/** The title that the page has set. */
let own = "";
/** Titles that are shown in its place (holdTitle): the newest one is, also where two are alike. */
let shown: { title: string }[] = [];
/** How much is unread, shown before the page's own title; "" for nothing. */
let unread = "";
let isWatching = false;

const wanted = () => shown.at(-1)?.title ?? (unread ? `(${unread}) ${own}` : own);

/** A page that comes sets its own title: what is shown before it or instead is put back. */
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

/** Shows this title in place of the page's own until the function that it gives is called. */
export function holdTitle(title: string): () => void {
  const mine = { title };
  shown = [...shown, mine];
  watch();
  return () => {
    shown = shown.filter((one) => one !== mine);
    watch();
  };
}

/** Shows "(3)" before each page's title; nothing for "". */
export function countInTitle(count: string): void {
  if (count === unread) return;
  unread = count;
  watch();
}
