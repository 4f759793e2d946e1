// Around an interactive activity: opens its frame, passes on what it tells, keeps what cannot be sent.
// The frame is a stranger: its messages are data, checked here for shape and by the server for sense.
const OUTBOX = "lms.activities.outbox";
const OUTBOX_MAX = 500;
const KEEP_DAYS = 60;
const RETRY_SECONDS = [2, 5, 15, 30, 60];

const uuid = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
};

const post = (address, body, options = {}) => fetch(address, {
  method: "POST",
  credentials: "same-origin",
  headers: { "Content-Type": "application/json", Accept: "application/json" },
  body: JSON.stringify(body),
  ...options,
});

/* What is still to be sent, in order, in this browser: survives a closed tab and a lost connection. */
class Outbox {
  constructor() {
    this.memory = [];
    this.tokens = new Map();
    this.listeners = new Map();
    this.busy = false;
    this.failures = 0;
  }

  read() {
    try { return JSON.parse(localStorage.getItem(OUTBOX)) || []; } catch { return this.memory; }
  }

  write(items) {
    this.memory = items.slice(-OUTBOX_MAX);
    try { localStorage.setItem(OUTBOX, JSON.stringify(this.memory)); } catch { /* memory alone */ }
  }

  /* `start`: the address that renews the tokens; `play`: whose item it is; `path` below `record`. */
  add(item) {
    const items = this.read().filter((other) => !(item.replaces && other.replaces === item.replaces));
    items.push({ number: uuid(), at: Date.now(), ...item });
    this.write(items);
    this.send();
  }

  remove(number) { this.write(this.read().filter((item) => item.number !== number)); }

  tell(item, kind, answer) {
    const listener = this.listeners.get(item.play);
    if (listener) listener(kind, answer, item);
  }

  async send() {
    if (this.busy) return;
    this.busy = true;
    const run = () => this.sendAll();
    try {
      // One tab at a time: two would send out of order.
      if (navigator.locks) await navigator.locks.request(OUTBOX, run);
      else await run();
    } finally {
      this.busy = false;
    }
  }

  async sendAll() {
    const skipped = new Set();
    for (;;) {
      const item = this.read().find((other) => !skipped.has(other.play));
      if (!item) { this.failures = 0; return; }
      if (Date.now() - item.at > KEEP_DAYS * 86400000) { this.remove(item.number); continue; }
      const outcome = await this.sendOne(item);
      if (outcome === "later") { this.again(item); return; }
      if (outcome === "foreign") skipped.add(item.play);
      else this.remove(item.number);
    }
  }

  again(item) {
    const seconds = RETRY_SECONDS[Math.min(this.failures, RETRY_SECONDS.length - 1)];
    this.failures += 1;
    this.tell(item, "waiting", {});
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), seconds * 1000);
  }

  /* done | later (no connection, busy server) | foreign (somebody else is logged in here) */
  async sendOne(item, renewed = false) {
    try {
      let record = this.tokens.get(item.play);
      if (!record) {
        const answer = await post(item.start, { play: item.play });
        if (answer.status >= 500 || answer.status === 429) return "later";
        const type = answer.headers.get("Content-Type") || "";
        if (!answer.ok || !type.includes("json")) return "foreign";
        const addresses = await answer.json();
        if (addresses.learner !== item.learner || !addresses.record) return "foreign";
        record = addresses.record;
        this.tokens.set(item.play, record);
      }
      const answer = await post(record + item.path, item.body, { keepalive: JSON.stringify(item.body).length < 60000 });
      if (answer.ok) { this.tell(item, "sent", await answer.json()); return "done"; }
      if (answer.status >= 500 || answer.status === 429) return "later";
      if ([401, 403, 404].includes(answer.status) && !renewed) {
        this.tokens.delete(item.play);
        return this.sendOne(item, true);
      }
      if (answer.status === 404) return "foreign";
      this.tell(item, "refused", {});
      return "done";
    } catch {
      return "later";
    }
  }
}

const outbox = new Outbox();
addEventListener("online", () => outbox.send());

class Activity {
  constructor(box) {
    this.box = box;
    this.start = new URL(box.dataset.start, location.href).pathname;
    this.stage = box.querySelector("[data-stage]");
    this.status = box.querySelector("[data-status]");
    this.full = box.querySelector("[data-full]");
    this.begin = box.querySelector("[data-begin]");
    this.begin.hidden = false;
    this.begin.addEventListener("click", () => this.open());
    this.full.addEventListener("click", () => {
      if (document.fullscreenElement) document.exitFullscreen();
      else this.stage.requestFullscreen().catch(() => { this.full.hidden = true; });
    });
    addEventListener("message", (event) => this.heard(event));
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.reply({ kind: "save" });
    });
    if ("auto" in box.dataset) this.open();
  }

  say(text) { this.status.textContent = text || ""; }

  async open() {
    this.begin.disabled = true;
    this.say(this.status.dataset.loading);
    try {
      const answer = await post(this.start, {});
      const type = answer.headers.get("Content-Type") || "";
      const addresses = type.includes("json") ? await answer.json() : {};
      if (!answer.ok || !addresses.frame) {
        this.failed(addresses.message);
        return;
      }
      this.frameMake(addresses);
    } catch {
      this.failed();
    }
  }

  failed(message) {
    this.begin.disabled = false;
    this.say(message || this.status.dataset.failed);
  }

  frameMake(addresses) {
    this.addresses = addresses;
    if (addresses.record) {
      outbox.tokens.set(addresses.play, addresses.record);
      outbox.listeners.set(addresses.play, (kind, answer, item) => this.told(kind, answer, item));
    }
    if (addresses.unit_completed) this.completed();
    const frame = document.createElement("iframe");
    frame.className = "activity__frame";
    frame.title = addresses.title;
    frame.setAttribute("sandbox", addresses.sandbox);
    frame.allow = "autoplay; fullscreen";
    frame.referrerPolicy = "no-referrer";
    frame.dataset.loading = "";
    frame.src = addresses.frame;
    const kept = Number(sessionStorage.getItem(`height:${this.start}`));
    if (kept) frame.style.blockSize = `${kept}px`;
    this.frame = frame;
    this.stage.querySelector(".activity__start").hidden = true;
    this.stage.append(frame);
    // A frame that never says that it is ready has failed.
    this.watch = setTimeout(() => { if ("loading" in frame.dataset) this.failed(); }, 30000);
    this.renewal = setInterval(() => this.renew(), addresses.renew_seconds * 1000);
  }

  async renew() {
    try {
      const answer = await post(this.start, { play: this.addresses.play });
      if (!answer.ok) return;
      const addresses = await answer.json();
      if (addresses.play === this.addresses.play && addresses.record) {
        outbox.tokens.set(addresses.play, addresses.record);
        this.reply({ kind: "addresses", files: addresses.files, libraries: addresses.libraries });
      }
    } catch { /* the next one will do */ }
  }

  reply(message) {
    // An opaque frame has no origin to name; what is told it is its own state and addresses.
    if (this.frame) this.frame.contentWindow.postMessage({ lms: "h5p", ...message }, "*");
  }

  heard(event) {
    const data = event.data;
    if (!this.frame || event.source !== this.frame.contentWindow || !data || data.lms !== "h5p") return;
    const known = {
      ready: () => this.ready(),
      failed: () => this.failed(),
      size: () => this.resize(data.height),
      statement: () => this.statement(data),
      "state-set": () => this.stateSet(data),
      "state-get": () => this.stateGet(data),
    };
    if (Object.hasOwn(known, data.kind)) known[data.kind]();
  }

  ready() {
    clearTimeout(this.watch);
    delete this.frame.dataset.loading;
    this.full.hidden = !this.stage.requestFullscreen;
    this.say(this.addresses.message);
    if (!("auto" in this.box.dataset)) this.frame.focus();
  }

  resize(height) {
    if (!Number.isFinite(height)) return;
    const wanted = Math.min(Math.max(height, 64), 20000);
    this.frame.style.blockSize = `${wanted}px`;
    sessionStorage.setItem(`height:${this.start}`, String(wanted));
  }

  item(values) {
    return { start: this.start, play: this.addresses.play, learner: this.addresses.learner, ...values };
  }

  statement(data) {
    if (!this.addresses.record || typeof data.statement !== "object" || data.statement === null) return;
    const statement = { ...data.statement, id: uuid(), timestamp: new Date().toISOString() };
    delete statement.actor;
    outbox.add(this.item({ path: "statements/", body: { statement, children: data.children || [] } }));
  }

  statePath(data) {
    const part = (value) => encodeURIComponent(String(value).slice(0, 64));
    return `state/${part(data.dataType)}/${part(data.subContentId)}/`;
  }

  stateSet(data) {
    if (!this.addresses.record) return;
    const path = this.statePath(data);
    const body = { data: data.data, preload: data.preload === true, invalidate: data.invalidate === true };
    outbox.add(this.item({ path, body, replaces: `${this.addresses.play} ${path}` }));
  }

  async stateGet(data) {
    let answer = { ok: !this.addresses.record, data: false };
    try {
      const record = outbox.tokens.get(this.addresses.play);
      if (record) {
        const response = await fetch(record + this.statePath(data), { credentials: "same-origin", headers: { Accept: "application/json" } });
        if (response.ok) answer = { ok: true, data: (await response.json()).data };
      }
    } catch { /* the player goes on without */ }
    this.reply({ kind: "state", number: data.number, ...answer });
  }

  told(kind, answer, item) {
    if (kind === "waiting") { this.waited = true; this.say(this.status.dataset.offline); }
    if (kind === "refused" && item.path === "statements/") this.say(this.status.dataset.lost);
    if (kind !== "sent") return;
    if (answer.message) this.say(answer.message);
    else if (this.waited) this.say(this.status.dataset.sent);
    this.waited = false;
    if (answer.unit_completed) this.completed();
  }

  completed() {
    document.querySelectorAll("[data-h5p-done], [data-h5p-next]").forEach((element) => { element.hidden = false; });
    document.querySelectorAll("[data-h5p-rule]").forEach((element) => { element.hidden = true; });
  }
}

document.querySelectorAll("[data-h5p]").forEach((box) => new Activity(box));
outbox.send();
