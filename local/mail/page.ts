export const mailIcon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><rect width="24" height="24" rx="6" fill="#1f5fd0"/><path d="M6 8h12v9H6zm0 0 6 5 6-5" fill="none" stroke="#fff" stroke-width="1.6" stroke-linejoin="round"/></svg>';

/** The mail catcher's page: a list, a mail, both filled in from `/api/messages`. */
export const mailPage = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Mail · Ringbook</title>
<style>
  :root {
    color-scheme: light dark;
    --page: light-dark(#f6f7f9, #0f1115);
    --card: light-dark(#fff, #171a21);
    --line: light-dark(#e3e6eb, #2a2f3a);
    --ink: light-dark(#14171c, #e8eaee);
    --soft: light-dark(#5d6674, #98a1b0);
    --mark: light-dark(#e8f0fe, #1d2b45);
    --accent: light-dark(#1f5fd0, #7fb0ff);
  }
  * { box-sizing: border-box }
  body { margin: 0; height: 100dvh; display: grid; grid-template-rows: auto 1fr;
    background: var(--page); color: var(--ink); font: 15px/1.5 system-ui, sans-serif }
  header { padding: 14px 20px; border-bottom: 1px solid var(--line); background: var(--card);
    display: flex; gap: 12px; align-items: baseline }
  h1 { font-size: 16px; margin: 0 }
  header p { margin: 0; color: var(--soft); font-size: 13px }
  main { display: grid; grid-template-columns: minmax(260px, 380px) 1fr; min-height: 0 }
  ul { list-style: none; margin: 0; padding: 8px; overflow: auto;
    border-right: 1px solid var(--line) }
  li button { all: unset; display: block; width: 100%; padding: 10px 12px; border-radius: 8px;
    cursor: pointer; box-sizing: border-box }
  li button:hover { background: var(--card) }
  li button:focus-visible { outline: 2px solid var(--accent) }
  li button[aria-current=true] { background: var(--mark) }
  .top { display: flex; justify-content: space-between; gap: 12px; color: var(--soft);
    font-size: 13px }
  .who, .subject { overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
  .subject { font-weight: 600 }
  article { display: grid; grid-template-rows: auto 1fr; min-width: 0; min-height: 0 }
  article header { display: block }
  article h2 { margin: 0 0 4px; font-size: 18px }
  iframe { border: 0; width: 100%; height: 100%; background: #fff }
  pre { margin: 0; padding: 20px; white-space: pre-wrap; overflow: auto; font: inherit }
  a { color: var(--accent) }
  .empty { place-self: center; color: var(--soft); text-align: center; padding: 40px }
  @media (max-width: 700px) {
    main { grid-template-columns: 1fr; grid-template-rows: minmax(120px, 35%) 1fr }
    ul { border-right: 0; border-bottom: 1px solid var(--line) }
  }
</style>
<body>
<header><h1>Mail</h1><p>Every mail the local stack sends ends here.</p></header>
<main><ul aria-label="Mails"></ul><article aria-live="polite"></article></main>
<script type="module">
  const list = document.querySelector("ul"), view = document.querySelector("article");
  let mails = [], open = null, shown = "";
  const make = (tag, text, name) => {
    const node = document.createElement(tag);
    node.textContent = text;
    if (name) node.className = name;
    return node;
  };
  function linked(text) {
    const body = make("pre", "");
    for (const [index, part] of text.split(/(https?:[/][/][^\\s<>"]*[^\\s<>".,;:!?)])/).entries()) {
      const link = index % 2 === 1 ? make("a", part) : part;
      if (index % 2 === 1) Object.assign(link, { href: part, target: "_blank", rel: "noopener" });
      body.append(link);
    }
    return body;
  }
  function show() {
    const mail = mails.find((each) => each.id === open);
    if (!mail) {
      view.replaceChildren(make("p", mails.length ? "Choose a mail." : "No mail yet.", "empty"));
      return;
    }
    const head = document.createElement("header");
    head.append(make("h2", mail.subject), make("p", "From " + mail.from + " to " + mail.to.join(", ")));
    let body = linked(mail.text);
    if (mail.html) {
      body = document.createElement("iframe");
      body.title = mail.subject;
      body.src = "/messages/" + mail.id;
    }
    view.replaceChildren(head, body);
  }
  function fill() {
    list.replaceChildren(...mails.map((mail) => {
      const button = document.createElement("button");
      const top = make("div", "", "top");
      const time = new Date(mail.receivedAt).toLocaleTimeString([],
        { hour: "2-digit", minute: "2-digit" });
      top.append(make("span", mail.to.join(", "), "who"), make("span", time));
      button.append(top, make("div", mail.subject, "subject"));
      button.setAttribute("aria-current", String(mail.id === open));
      button.onclick = () => { open = mail.id; fill(); show(); };
      const item = document.createElement("li");
      item.append(button);
      return item;
    }));
  }
  async function refresh() {
    try {
      const text = await (await fetch("/api/messages")).text();
      if (text !== shown) {
        const before = mails.length;
        shown = text;
        mails = JSON.parse(text);
        if (open === null && mails.length) open = mails[0].id;
        fill();
        if (!before || !view.firstChild) show();
      }
    } catch { /* The stack is down: keep what is shown. */ }
    setTimeout(refresh, 1500);
  }
  refresh();
  show();
</script>
</body>
</html>
`;
