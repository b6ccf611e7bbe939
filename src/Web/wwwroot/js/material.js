// The page of a material: the outline follows the reading, keys lead from hit to hit, and what is copied names its source.

const hits = [...document.querySelectorAll("mark[id^=m]")];
let at = -1;

const go = to => {
  if (hits.length === 0) {
    return;
  }
  hits[at]?.classList.remove("here");
  at = (to + hits.length) % hits.length;
  hits[at].classList.add("here");
  hits[at].scrollIntoView({ block: "center" });
  document.getElementById("hit-at").textContent = `第 ${at + 1} 处`;
};

// Who came to a passage goes on from there.
const begin = () => {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  at = target ? hits.findIndex(h => target === h || target.contains(h) || target.compareDocumentPosition(h) & 4) - 1 : -1;
};
begin();
document.getElementById("hit-before")?.addEventListener("click", () => go(at < 0 ? -1 : at - 1));
document.getElementById("hit-next")?.addEventListener("click", () => go(at + 1));

document.addEventListener("keydown", event => {
  if (event.target.closest("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  const action = {
    "/": () => document.getElementById("q").focus(),
    "?": () => { location.href = "/help"; },
    j: () => go(at + 1),
    k: () => go(at < 0 ? -1 : at - 1),
  }[event.key];
  if (action) {
    event.preventDefault();
    action();
  }
});

const links = new Map([...document.querySelectorAll(".outline a")].map(a => [a.getAttribute("href").slice(1), a]));
const headings = [...links.keys()].map(id => document.getElementById(id)).filter(Boolean);
let waiting = false;
const follow = () => {
  waiting = false;
  const current = headings.findLast(h => h.getBoundingClientRect().top < innerHeight / 3);
  for (const [id, link] of links) {
    if (id === current?.id) {
      if (!link.hasAttribute("aria-current")) {
        link.setAttribute("aria-current", "true");
        const side = link.closest(".side");
        side.scrollTop = Math.max(0, link.offsetTop - side.clientHeight / 2);
      }
    } else {
      link.removeAttribute("aria-current");
    }
  }
};
addEventListener("scroll", () => {
  if (!waiting) {
    waiting = true;
    requestAnimationFrame(follow);
  }
}, { passive: true });
follow();

// A practice that is linked to is unfolded.
const unfold = () => {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target instanceof HTMLDetailsElement) {
    target.open = true;
  }
};
unfold();
addEventListener("hashchange", unfold);

// From a sentence on, what is copied names its source, for Word too.
const sentence = 20;
const sheet = document.querySelector(".sheet");
sheet.addEventListener("copy", event => {
  const words = getSelection().toString();
  if (words.length < sentence || !event.clipboardData) {
    return;
  }
  const escape = text => text.replace(/[&<>"]/g, c => `&#${c.charCodeAt(0)};`);
  const source = `——${sheet.dataset.citation}`;
  event.clipboardData.setData("text/plain", `${words}\n${source}`);
  event.clipboardData.setData("text/html", [...words.split(/\n+/), source].filter(Boolean).map(line => `<p>${escape(line)}</p>`).join(""));
  event.preventDefault();
});
