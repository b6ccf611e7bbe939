// Puts a button behind every passage, practice and material that can be collected.
import { clips } from "./store.js";

const buttons = [...document.querySelectorAll(".clip-here[data-clip]")].map(place => {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "link-button";
  const clip = {
    id: place.dataset.clip,
    words: place.dataset.words ?? "",
    citation: place.closest("[data-citation]")?.dataset.citation ?? "",
  };
  button.addEventListener("click", () => clips.has(clip.id) ? clips.remove(clip.id) : clips.add(clip));
  place.append(button);
  return { button, id: clip.id, what: "whole" in place.dataset ? "全文" : "" };
});

const show = () => {
  const kept = new Set(clips.all().map(c => c.id));
  for (const { button, id, what } of buttons) {
    button.setAttribute("aria-pressed", `${kept.has(id)}`);
    button.textContent = kept.has(id) ? `${what}已收入素材篮` : `${what}收入素材篮`;
  }
};
show();
clips.onChange(show);
