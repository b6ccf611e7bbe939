// The basket of clips, kept in this browser and nowhere else. Several topics, each a list of clips in the order of the writer.

const key = "kb-clips";
const first = "素材篮";
const listeners = [];

/** What is kept: { topic, topics: [{ name, clips: [{ id, words, citation, note, group }] }] }. Whatever else stands there is passed over. */
const read = () => {
  try {
    const kept = JSON.parse(localStorage.getItem(key));
    const topics = (kept?.topics ?? [])
      .filter(t => typeof t?.name === "string" && Array.isArray(t.clips))
      .map(t => ({ name: t.name, clips: t.clips.filter(c => typeof c?.id === "string") }));
    return topics.length > 0
      ? { topic: topics.some(t => t.name === kept.topic) ? kept.topic : topics[0].name, topics }
      : { topic: first, topics: [{ name: first, clips: [] }] };
  } catch {
    return { topic: first, topics: [{ name: first, clips: [] }] };
  }
};

const write = state => {
  localStorage.setItem(key, JSON.stringify(state));
  listeners.forEach(tell => tell());
};

const current = state => state.topics.find(t => t.name === state.topic);

/** Changes the state and keeps it. */
const change = edit => {
  const state = read();
  edit(state, current(state));
  write(state);
};

export const clips = {
  state: read,
  topic: () => read().topic,
  topics: () => read().topics.map(t => t.name),
  all: () => current(read()).clips,
  has: id => current(read()).clips.some(c => c.id === id),
  add: clip => change((_, topic) => {
    if (!topic.clips.some(c => c.id === clip.id)) {
      topic.clips.push(clip);
    }
  }),
  remove: id => change((_, topic) => { topic.clips = topic.clips.filter(c => c.id !== id); }),
  update: (id, values) => change((_, topic) => { Object.assign(topic.clips.find(c => c.id === id) ?? {}, values); }),
  move: (id, by) => change((_, topic) => {
    const from = topic.clips.findIndex(c => c.id === id);
    const to = Math.min(Math.max(from + by, 0), topic.clips.length - 1);
    if (from >= 0) {
      topic.clips.splice(to, 0, ...topic.clips.splice(from, 1));
    }
  }),
  clear: () => change((_, topic) => { topic.clips = []; }),
  choose: name => change(state => {
    if (!state.topics.some(t => t.name === name)) {
      state.topics.push({ name, clips: [] });
    }
    state.topic = name;
  }),
  drop: name => change(state => {
    state.topics = state.topics.filter(t => t.name !== name);
    if (state.topics.length === 0) {
      state.topics.push({ name: first, clips: [] });
    }
    state.topic = state.topics[0].name;
  }),
  onChange: tell => listeners.push(tell),
};

// Another window of the same browser has changed it.
addEventListener("storage", event => {
  if (event.key === key) {
    listeners.forEach(tell => tell());
  }
});
