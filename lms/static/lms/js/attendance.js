/* The trainer's list: works without network. Each mark is kept on this phone first, with an id of
   its own, and sent when there is network; the server answers what became of each. No texts of its own. */
const box = document.querySelector("[data-list]");
const given = JSON.parse(document.getElementById("list-data").textContent);
const text = given.texts;
const key = `attendance:${given.user}:${given.session}`;
const EVERY = 20000;
const DAYS_KEPT = 3;

const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (_all, name) => values[name]);
const newId = () => (crypto.randomUUID ? crypto.randomUUID() : "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (c) => (c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16)));
const get = (root, name) => root.querySelector(`[data-${name}]`);

/* What this phone keeps: marks to send, people added and not sent, refused marks, the list as last seen. */
function read() {
  const empty = { marks: [], added: [], refused: [], people: null, isOpen: given.is_open };
  try { return { ...empty, ...JSON.parse(localStorage.getItem(key) || "{}") }; } catch { return empty; }
}
function write(change) {
  const state = read();
  change(state);
  localStorage.setItem(key, JSON.stringify(state));
  return state;
}

/* Lists of sessions long over are not left on the phone, unless something is still to send. */
function tidy() {
  Object.keys(localStorage).filter((name) => name.startsWith("attendance:") && name !== key).forEach((name) => {
    try {
      const old = JSON.parse(localStorage.getItem(name));
      const over = Date.now() - new Date(old.endsAt || 0).getTime() > DAYS_KEPT * 86400000;
      if (over && !old.marks.length && !old.added.length) localStorage.removeItem(name);
    } catch { localStorage.removeItem(name); }
  });
}

/* A clock time of the session's day, in Morocco's time, as a moment; and back. */
const zone = given.offset.replace(/(\d\d)(\d\d)$/, "$1:$2");
const moment = (time) => (time ? `${given.day}T${time}:00${zone}` : "");
function clock(value) {
  if (!value) return "";
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)/.exec(zone) || [0, "+", "00", "00"];
  const shift = (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60000;
  return new Date(new Date(value).getTime() + shift).toISOString().slice(11, 16);
}

function everybody(state) {
  const added = state.added.map((one) => ({ id: one.ref, ref: one.ref, name: `${one.given_name} ${one.family_name}`, other: "", place: "added", mark: null }));
  return [...(state.people || given.list), ...added];
}
const target = (mark) => mark.ref || mark.enrolment;

function show() {
  const state = read();
  const list = get(box, "people");
  const people = everybody(state);
  const open = document.activeElement && list.contains(document.activeElement) ? document.activeElement : null;
  people.forEach((person) => {
    let item = list.querySelector(`[data-id="${person.id}"]`);
    if (!item) item = draw(list, person);
    update(item, person, state, open);
  });
  const known = new Set(people.map((person) => String(person.id)));
  [...list.children].forEach((item) => { if (!known.has(item.dataset.id)) item.remove(); });
  const waiting = state.marks.length + state.added.filter((one) => !state.marks.some((mark) => mark.ref === one.ref)).length;
  get(box, "pending").textContent = waiting ? fill(text.pending, { n: waiting }) : text.allsent;
  const marked = people.filter((person) => person.mark || state.marks.some((mark) => target(mark) === person.id)).length;
  get(box, "count").textContent = fill(text.count, { n: marked, total: people.length });
  get(box, "send").disabled = !waiting;
  box.querySelectorAll("fieldset").forEach((set) => { set.disabled = !state.isOpen; });
  get(box, "add").hidden = !state.isOpen;
  if (!state.isOpen) problem(text.closed);
  search();
}

function draw(list, person) {
  const item = get(box, "person").content.firstElementChild.cloneNode(true);
  item.dataset.id = person.id;
  item.querySelectorAll("input[type=radio]").forEach((input) => {
    input.name = `state-${person.id}`;
    input.addEventListener("change", () => mark(item));
  });
  ["entered", "left", "minutes"].forEach((name) => get(item, name).addEventListener("change", () => mark(item)));
  list.append(item);
  return item;
}

function update(item, person, state, open) {
  get(item, "name").textContent = person.name;
  get(item, "legend").textContent = person.name;
  get(item, "other").textContent = [person.other, person.institution].filter(Boolean).join(" · ");
  get(item, "place").textContent = { waiting: `· ${text.waiting}`, added: `· ${text.added}`, "": `· ${text.unregistered}` }[person.place] || "";
  get(item, "online").textContent = person.of ? `· ${fill(text.online, { n: person.done, total: person.of })}` : "";
  const kept = state.marks.filter((one) => target(one) === person.id).pop();
  const refused = state.refused.filter((one) => target(one) === person.id).pop();
  const held = kept || person.mark;
  item.dataset.state = held ? held.state : "";
  const sync = get(item, "sync");
  sync.dataset.kind = refused ? "refused" : kept ? "phone" : person.mark ? "sent" : "";
  sync.textContent = refused ? text.refused : kept ? text.phone : person.mark ? `${text.sent} · ${person.mark.source}` : "";
  get(item, "more").hidden = !held || !["present", "late", "partial"].includes(held.state);
  get(item, "minutes-box").hidden = !held || held.state !== "partial";
  if (open && item.contains(open) && open.type !== "radio") return;
  item.querySelectorAll("input[type=radio]").forEach((input) => { input.checked = !!held && input.value === held.state; });
  get(item, "entered").value = clock(held && held.entered_at);
  get(item, "left").value = clock(held && held.left_at);
  get(item, "minutes").value = held && held.state === "partial" ? held.minutes || "" : "";
}

/* One mark of one person: on the phone at once; a later one of the same person replaces an unsent one. */
function mark(item) {
  const chosen = item.querySelector("input[type=radio]:checked");
  if (!chosen) return;
  const person = everybody(read()).find((one) => String(one.id) === item.dataset.id);
  const one = {
    id: newId(), state: chosen.value, marked_at: new Date().toISOString(),
    minutes: chosen.value === "partial" ? Number(get(item, "minutes").value) || 0 : 0,
    entered_at: moment(get(item, "entered").value), left_at: moment(get(item, "left").value),
  };
  if (person.ref) one.ref = person.ref; else one.enrolment = person.id;
  keepMark(one);
}
function keepMark(one) {
  write((state) => { state.marks = state.marks.filter((other) => target(other) !== target(one)).concat(one); });
  show();
  send();
}

let sending = false;
async function send() {
  if (sending) return;
  sending = true;
  const state = read();
  let answer = null;
  try {
    const response = await fetch(given.sync, {
      method: "POST", credentials: "same-origin", redirect: "manual",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify({ sent_at: new Date().toISOString(), people: state.added, marks: state.marks }),
    });
    if (response.type === "opaqueredirect" || response.status === 403) problem(text.login);
    else if (!response.ok) problem(text.failed);
    else answer = await response.json();
  } catch { problem(text.offline); }
  if (answer) {
    problem("");
    take(answer, state);
  }
  sending = false;
  show();
  if (answer && read().marks.length) send();
}

/* What was sent and answered leaves the queue; what was marked meanwhile stays in it. */
function take(answer, sent) {
  const done = new Set(sent.marks.map((one) => one.id));
  const after = write((state) => {
    const refused = sent.marks.filter((one) => answer.marks[one.id] === "refused");
    state.refused = state.refused.concat(refused).filter((one) => !answer.is_open || target(one) in answer.people);
    state.marks = state.marks.filter((one) => !done.has(one.id)).map((one) => {
      if (!(one.ref in answer.people)) return one;
      const { ref, ...rest } = one;
      return { ...rest, enrolment: answer.people[ref] };
    });
    state.added = state.added.filter((one) => !(one.ref in answer.people));
    state.people = answer.list;
    state.isOpen = answer.is_open;
    state.endsAt = given.ends_at;
  });
  if (!after.isOpen && !after.marks.length && !after.refused.length) forget();
}

function problem(message) {
  const place = get(box, "problem");
  place.textContent = message;
  place.hidden = !message;
}

function search() {
  const wanted = get(box, "search").value.trim().toLowerCase();
  [...get(box, "people").children].forEach((item) => { item.hidden = !!wanted && !item.textContent.toLowerCase().includes(wanted); });
}

get(box, "search").addEventListener("input", search);
get(box, "send").addEventListener("click", send);
get(box, "add-form").addEventListener("submit", (event) => {
  event.preventDefault();
  const form = event.target;
  if (!form.reportValidity()) return;
  const ref = newId();
  const one = { ref };
  ["given_name", "family_name", "email", "phone"].forEach((name) => { one[name] = form.elements[name].value.trim(); });
  if (!one.given_name || !one.family_name) return;
  write((state) => { state.added.push(one); });
  form.reset();
  keepMark({ id: newId(), ref, state: "present", marked_at: new Date().toISOString(), minutes: 0, entered_at: "", left_at: "" });
});
window.addEventListener("online", send);
window.addEventListener("offline", () => problem(text.offline));
window.addEventListener("storage", show);
setInterval(() => { if (!document.hidden) send(); }, EVERY);

/* The service worker keeps this page, its styles, scripts and fonts. */
function tell(worker, act, addresses) {
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = resolve;
    worker.postMessage({ act, addresses }, [channel.port2]);
  });
}
async function keepPage() {
  if (!("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register(given.worker, { scope: given.scope });
  const { active } = await navigator.serviceWorker.ready;
  const files = performance.getEntriesByType("resource").map((entry) => entry.name).filter((name) => name.startsWith(`${location.origin}/static/`));
  await tell(active, "keep", [location.href, ...new Set(files)]);
  box.dataset.kept = "true";
}
async function forget() {
  localStorage.removeItem(key);
  const registration = "serviceWorker" in navigator && (await navigator.serviceWorker.getRegistration(given.scope));
  if (registration && registration.active) await tell(registration.active, "forget", [location.href]);
}

tidy();
write((state) => { state.endsAt = given.ends_at; });
show();
if (given.is_open) keepPage().catch(() => {});
send();
