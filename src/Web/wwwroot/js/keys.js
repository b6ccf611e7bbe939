// Keys on lists of results: / to the box, j and k through the entries, o opens, c collects, ? helps.

const entries = [...document.querySelectorAll("article.hit, article.card, table.grid tbody tr")];
const link = entry => entry.querySelector("h2 a, a.heading, .clip .actions a, td a, a");
let at = -1;

const go = to => {
  at = Math.min(Math.max(to, 0), entries.length - 1);
  entries.forEach((entry, i) => entry.classList.toggle("here", i === at));
  link(entries[at]).focus({ preventScroll: true });
  entries[at].scrollIntoView({ block: "nearest" });
};

const actions = {
  "/": () => document.getElementById("q").focus(),
  "?": () => { location.href = "/help"; },
  j: () => go(at + 1),
  k: () => go(at - 1),
  o: () => entries[at] && link(entries[at]).click(),
  c: () => entries[at]?.querySelector(".clip-here button")?.click(),
};

document.addEventListener("keydown", event => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  const action = actions[event.key];
  if (!action || typing || event.ctrlKey || event.metaKey || event.altKey || (entries.length === 0 && "jkoc".includes(event.key))) {
    return;
  }
  event.preventDefault();
  action();
});
