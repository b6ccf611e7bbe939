// The page of the basket: clips of one topic in the order of the writer, with groups and notes; taken away as a file.
import { clips } from "./store.js";

const $ = id => document.getElementById(id);
const said = text => { $("said").textContent = text; };
const texts = new Map();

const make = (name, properties, ...children) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
};

/** The material of a clip, and which part of it: passage p12, practice a3, or all of it. */
const partsOf = id => {
  const match = /^(.*)#([pa])(\d+)$/s.exec(id);
  return match ? { material: match[1], kind: match[2], number: Number(match[3]) } : { material: id, kind: "", number: 0 };
};

const pathOf = material => material.split("/").map(encodeURIComponent).join("/");

const linkOf = id => {
  const { material, kind, number } = partsOf(id);
  return `/materials/${pathOf(material)}${kind ? `#${kind}${number}` : ""}`;
};

/** Reads a material once. Null when the library no longer has it. */
const read = async material => {
  if (!texts.has(material)) {
    texts.set(material, fetch(`/api/materials/${pathOf(material)}`).then(answer => answer.ok ? answer.json() : null).catch(() => null));
  }
  return texts.get(material);
};

/**
 * A clip as the library has it today: the id under which its words stand now, and the words. The library may have been built anew since,
 * so a passage is known by its first words and not by its number. Null when they are nowhere.
 */
const find = async clip => {
  const { material, kind, number } = partsOf(clip.id);
  const found = await read(material);
  if (!found) {
    return null;
  }
  if (!kind) {
    return { id: clip.id, text: found.facts.title };
  }
  const parts = kind === "p" ? found.passages.map(p => found.text.slice(p.start, p.end)) : found.practices.map(p => p.act);
  const begins = text => text.replace(/\r\n?/g, "\n").trim().startsWith(clip.words);
  const at = parts[number] !== undefined && begins(parts[number]) ? number : parts.findIndex(begins);
  return at < 0 ? null : { id: `${material}#${kind}${at}`, text: parts[at] };
};

const button = (text, label, action) => {
  const made = make("button", { type: "button", className: "link-button", textContent: text });
  made.setAttribute("aria-label", label);
  made.addEventListener("click", action);
  return made;
};

/** What shows a clip, with its two fields. */
const panel = clip => {
  const group = make("input", { maxLength: 40, placeholder: "分组" });
  group.setAttribute("aria-label", "分组");
  group.setAttribute("list", "groups");
  group.addEventListener("change", () => clips.update(clip.id, { group: group.value.trim() }));
  const note = make("textarea", { rows: 1, maxLength: 2000, placeholder: "批注（只存在本机，导出时带上）" });
  note.setAttribute("aria-label", "批注");
  note.addEventListener("input", () => clips.update(clip.id, { note: note.value }));
  const words = make("p", { className: "words", textContent: clip.words });
  find(clip).then(found => {
    if (found) {
      words.textContent = found.text;
    } else {
      words.after(make("p", { className: "small gone", textContent: "库中已没有这段文字，导出时会略过。" }));
    }
  });
  const source = make("a", { href: linkOf(clip.id), textContent: clip.citation || partsOf(clip.id).material });
  const item = make(
    "li",
    { className: "panel" },
    words,
    make("p", { className: "small source" }, source),
    make(
      "div",
      { className: "row" },
      group,
      note,
      make(
        "span",
        { className: "actions" },
        button("上移", "上移", () => clips.move(clip.id, -1)),
        button("下移", "下移", () => clips.move(clip.id, 1)),
        button("移出", "移出素材篮", () => clips.remove(clip.id)))));
  return { item, group, note };
};

// Each is made once and moved from then on: a field that somebody types in stays the one that he types in.
const panels = new Map();
const heads = new Map();
const names = make("datalist", { id: "groups" });
const namesItem = make("li", { hidden: true }, names);

const madeOnce = (made, key, make) => {
  if (!made.has(key)) {
    made.set(key, make());
  }
  return made.get(key);
};

const entry = clip => {
  const { item, group, note } = madeOnce(panels, clip.id, () => panel(clip));
  for (const [field, value] of [[group, clip.group ?? ""], [note, clip.note ?? ""]]) {
    if (field !== document.activeElement && field.value !== value) {
      field.value = value;
    }
  }
  return item;
};

const head = name => madeOnce(heads, name, () => make("li", { className: "group" }, make("h2", { textContent: name })));

/** Puts the items in this order, if they are in another, and keeps the focus where it is. */
const arrange = items => {
  const basket = $("basket");
  if (items.length !== basket.children.length || items.some((item, at) => item !== basket.children[at])) {
    const focused = document.activeElement;
    basket.replaceChildren(...items);
    if (focused !== document.activeElement && basket.contains(focused)) {
      focused.focus();
    }
  }
};

/** Clips of one group stand together, groups in the order of their first clip. */
const grouped = () => {
  const groups = new Map();
  for (const clip of clips.all()) {
    const name = clip.group ?? "";
    groups.set(name, [...(groups.get(name) ?? []), clip]);
  }
  return groups;
};

const show = () => {
  const topic = clips.topic();
  $("topic").replaceChildren(...clips.topics().map(name => make("option", { value: name, textContent: name, selected: name === topic })));
  const groups = grouped();
  names.replaceChildren(...[...groups.keys()].filter(Boolean).map(name => make("option", { value: name })));
  arrange([...[...groups].flatMap(([name, members]) => [...name ? [head(name)] : [], ...members.map(entry)]), namesItem]);
  $("nothing").hidden = clips.all().length > 0;
  for (const control of document.querySelectorAll("#take button")) {
    control.disabled = clips.all().length === 0;
  }
};

const found = async () => (await Promise.all([...grouped().values()].flat().map(async clip => ({ clip, now: await find(clip) })))).filter(c => c.now);

const save = (blob, name) => {
  const link = make("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
};

/** What the writer put beside the clips, by the ids that they have today. */
const told = (now, what) => Object.fromEntries(now.filter(c => c.clip[what]).map(c => [c.now.id, c.clip[what]]));

const take = async format => {
  said("正在导出……");
  const now = await found();
  const items = now.map(c => c.now.id);
  if (items.length === 0) {
    said("这些素材都已不在库中，没有可导出的。");
    return;
  }
  const answer = await fetch("/api/export", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ items, format, skipUnknown: true, groups: told(now, "group"), notes: told(now, "note") }),
  }).catch(() => null);
  if (!answer?.ok) {
    said("没有导出成功：服务器正忙或素材太多，请稍后再试，或分几个题目导出。");
    return;
  }
  save(await answer.blob(), `${clips.topic()}.${format}`);
  said(`已导出 ${items.length} 条。`);
};

for (const control of document.querySelectorAll("[data-format]")) {
  control.addEventListener("click", () => take(control.dataset.format));
}
$("copy-all").addEventListener("click", async () => {
  const parts = (await found()).map(c => `${c.now.text}\n——${c.clip.citation}${c.clip.note ? `\n（批注：${c.clip.note}）` : ""}`);
  try {
    await navigator.clipboard.writeText(parts.join("\n\n"));
    said(`已复制 ${parts.length} 条。`);
  } catch {
    said("浏览器没有允许复制，请用导出。");
  }
});
$("print-all").addEventListener("click", () => print());
$("topic").addEventListener("change", () => clips.choose($("topic").value));
$("topics").addEventListener("submit", event => {
  event.preventDefault();
  const name = $("new-topic").value.trim();
  if (name) {
    $("new-topic").value = "";
    clips.choose(name);
  }
});
$("drop-topic").addEventListener("click", () => {
  if (clips.all().length === 0 || confirm(`“${clips.topic()}”下的 ${clips.all().length} 条素材会一起删去，确定吗？`)) {
    clips.drop(clips.topic());
  }
});

// Later, when the focus has gone where a change of a field sends it.
clips.onChange(() => setTimeout(show));
show();
