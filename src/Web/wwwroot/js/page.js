// On every page: says to the style sheet that scripts run, and counts what is in the basket of clips.
import { clips } from "./store.js";

document.documentElement.classList.add("scripted");

const count = document.getElementById("clip-count");
const show = () => {
  const number = clips.all().length;
  count.textContent = number > 0 ? `${number}` : "";
};
show();
clips.onChange(show);
