// What may be meant, below every search box while somebody types: a combobox with a list, as WAI-ARIA describes it.

const kinds = { theme: "主题", term: "词语", wording: "提法", practice: "做法", unit: "单位", heading: "小标题" };
const wait = 120;

for (const input of document.querySelectorAll(".search input[type=search]")) {
  const list = document.createElement("ul");
  list.className = "suggestions";
  list.id = `${input.id}-suggestions`;
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "检索建议");
  input.parentElement.append(list);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");

  let timer = 0;
  let asked = null;
  let chosen = -1;
  let typed = input.value;

  const close = () => {
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };

  const choose = to => {
    const options = [...list.children];
    chosen = to < -1 ? options.length - 1 : to >= options.length ? -1 : to;
    options.forEach((option, i) => option.setAttribute("aria-selected", `${i === chosen}`));
    input.value = chosen < 0 ? typed : options[chosen].dataset.text;
    if (chosen < 0) {
      input.removeAttribute("aria-activedescendant");
    } else {
      input.setAttribute("aria-activedescendant", options[chosen].id);
    }
  };

  const show = suggestions => {
    list.replaceChildren(...suggestions.map((suggestion, i) => {
      const option = document.createElement("li");
      const text = document.createElement("span");
      const what = document.createElement("span");
      option.id = `${list.id}-${i}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.text = suggestion.text;
      text.textContent = suggestion.text;
      what.className = "what";
      what.textContent = `${kinds[suggestion.kind] ?? ""} ${suggestion.passages} 段`;
      option.append(text, what);
      option.addEventListener("pointerdown", event => {
        event.preventDefault();
        input.value = suggestion.text;
        input.form.requestSubmit();
      });
      return option;
    }));
    chosen = -1;
    list.hidden = suggestions.length === 0;
    input.setAttribute("aria-expanded", `${!list.hidden}`);
  };

  const ask = async () => {
    asked?.abort();
    asked = new AbortController();
    try {
      const answer = await fetch(`/api/suggest?size=8&q=${encodeURIComponent(typed)}`, { signal: asked.signal });
      if (answer.ok && document.activeElement === input) {
        show((await answer.json()).suggestions);
      }
    } catch {
      close(); // given up for a newer one, or the server is away: the box works without suggestions
    }
  };

  input.addEventListener("input", event => {
    if (event.isComposing) {
      return;
    }
    typed = input.value;
    clearTimeout(timer);
    if (typed.trim()) {
      timer = setTimeout(ask, wait);
    } else {
      close();
    }
  });
  input.addEventListener("compositionend", () => input.dispatchEvent(new Event("input")));
  input.addEventListener("blur", close);
  input.addEventListener("keydown", event => {
    if (event.isComposing || list.hidden) {
      return;
    }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      choose(event.key === "ArrowDown" ? chosen + 1 : chosen - 1);
    } else if (event.key === "Escape") {
      event.preventDefault();
      input.value = typed;
      close();
    }
  });
}
