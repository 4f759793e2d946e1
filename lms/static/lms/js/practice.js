/* Practice activities: immediate feedback, never counted, nothing sent.
   Each starts from readable markup (see docs/developers/practice-markup.md) and takes its words from it. */
const icons = document.querySelector("[data-practice] .icon use")?.getAttribute("href").split("#")[0];
let serial = 0;

function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child != null && child !== ""));
  return node;
}

function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  svg.setAttribute("class", "icon");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `${icons}#${name}`);
  svg.append(use);
  return svg;
}

function shuffled(list) {
  const copy = [...list];
  for (let i = copy.length - 1; i > 0; i -= 1) {
    const j = Math.floor(Math.random() * (i + 1));
    [copy[i], copy[j]] = [copy[j], copy[i]];
  }
  return copy;
}

const fill = (text, n, total) => text.replace("{n}", n).replace("{total}", total);
const textOf = (node, selector) => node.querySelector(selector)?.textContent.trim() ?? "";
const button = (label, onclick, extra = "") => el("button", { type: "button", class: `button ${extra}`.trim(), onclick }, label);
const status = () => el("div", { class: "practice__status", role: "status" });

/* Right or not, said in words and with a sign, never by colour alone. */
function verdict(good, label, feedback) {
  return el("div", { class: `practice__verdict practice__verdict--${good ? "good" : "bad"}` },
    icon(good ? "check-circle" : "warning"),
    el("div", {}, el("strong", {}, label), feedback ? el("p", {}, feedback) : ""));
}

function finish(box, t, score, right, total, restart) {
  const again = button(t.tAgain, restart, "button--secondary button--small");
  const line = el("div", { class: "practice__end", tabindex: "-1" }, el("p", { class: "strong" }, fill(score, right, total)), again);
  box.append(line);
  line.focus();
}

/* Sort: one card in hand, one button for each category; dragging is an extra. */
function sort(section, source, t) {
  const buckets = [...source.querySelectorAll(".practice__buckets [data-bucket]")].map((b) => ({ id: b.dataset.bucket, label: b.textContent.trim() }));
  const cards = [...source.querySelectorAll("[data-card]")].map((c) => ({
    text: textOf(c, "summary"), bucket: c.dataset.bucket, feedback: textOf(c, "[data-feedback]"),
  }));
  const stage = el("div", { class: "practice__stage" });
  section.append(stage);

  function start(focus) {
    const pile = shuffled(cards);
    let at = 0;
    let first = 0;
    let missed = false;
    const count = el("p", { class: "small soft" });
    const card = el("div", { class: "practice__card", draggable: "true" });
    const said = status();
    const columns = buckets.map((bucket) => {
      const list = el("ul", { class: "practice__placed" });
      const choose = button(bucket.label, () => place(bucket), "button--secondary button--wide");
      const column = el("div", { class: "practice__bucket" }, choose, list);
      column.addEventListener("dragover", (event) => event.preventDefault());
      column.addEventListener("drop", (event) => { event.preventDefault(); place(bucket); });
      return { bucket, list, choose, column };
    });
    card.addEventListener("dragstart", (event) => event.dataTransfer.setData("text/plain", card.textContent));

    function show() {
      missed = false;
      count.textContent = fill(t.tCard, at + 1, pile.length);
      card.textContent = pile[at].text;
    }
    function place(bucket) {
      if (at >= pile.length) return;
      const current = pile[at];
      if (current.bucket !== bucket.id) {
        missed = true;
        said.replaceChildren(verdict(false, t.tRetry, ""));
        return;
      }
      if (!missed) first += 1;
      columns.find((c) => c.bucket === bucket).list.append(el("li", {}, icon("check"), el("span", {}, current.text)));
      said.replaceChildren(verdict(true, `${t.tRight} · ${bucket.label}`, current.feedback));
      at += 1;
      if (at < pile.length) {
        show();
        return;
      }
      count.remove();
      card.remove();
      columns.forEach((c) => { c.choose.disabled = true; });
      finish(stage, t, t.tScore, first, pile.length, () => start(true));
    }
    show();
    stage.replaceChildren(count, card, el("div", { class: "practice__buckets" }, ...columns.map((c) => c.column)), said);
    if (focus) columns[0].choose.focus();
  }
  start(false);
}

/* Single or multiple choice. */
function choice(section, source, t) {
  source.querySelectorAll("[data-question]").forEach((question) => {
    const multiple = question.hasAttribute("data-multiple");
    const options = [...question.querySelectorAll("[data-option]")].map((o) => ({
      text: o.textContent.trim(), correct: o.hasAttribute("data-correct"), feedback: o.dataset.feedback,
    }));
    const box = el("div", { class: "practice__question" });
    section.append(box);

    function start(focus) {
      serial += 1;
      const rows = shuffled(options).map((option) => {
        const input = el("input", { type: multiple ? "checkbox" : "radio", name: `practice-${serial}` });
        return { option, input, row: el("div", { class: "practice__option" }, el("label", {}, input, el("span", {}, option.text))) };
      });
      const said = status();
      const check = button(t.tCheck, () => mark(rows, said, check));
      box.replaceChildren(el("fieldset", {}, el("legend", { class: "practice__text" }, ...[...question.querySelector("[data-text]").childNodes].map((n) => n.cloneNode(true))), ...rows.map((r) => r.row)), check, said);
      if (focus) rows[0].input.focus();
    }
    function mark(rows, said, check) {
      if (!rows.some((r) => r.input.checked)) {
        said.textContent = t.tChoose;
        return;
      }
      rows.forEach(({ option, input, row }) => {
        input.disabled = true;
        if (input.checked) row.append(verdict(option.correct, option.correct ? t.tRight : t.tWrong, option.feedback));
        else if (option.correct) row.append(verdict(true, t.tMissed, option.feedback));
      });
      const all = rows.every((r) => r.input.checked === r.option.correct);
      const explanation = textOf(question, "[data-explanation]");
      said.replaceChildren(verdict(all, all ? t.tRight : t.tWrong, explanation));
      const again = button(t.tAgain, () => start(true), "button--secondary button--small");
      check.remove();
      box.append(again);
      again.focus();
    }
    start(false);
  });
}

/* True or false: two buttons a statement. */
function trueFalse(section, source, t) {
  source.querySelectorAll("[data-statement]").forEach((statement) => {
    const truth = statement.hasAttribute("data-true");
    const feedback = textOf(statement, "[data-feedback]");
    const said = status();
    const text = el("p", { class: "practice__text", id: `practice-tf-${(serial += 1)}` }, textOf(statement, "[data-text]"));
    const answer = (value) => {
      pair.forEach((b) => b.setAttribute("aria-pressed", String(b === pair[value ? 0 : 1])));
      said.replaceChildren(verdict(value === truth, `${value === truth ? t.tRight : t.tWrong} · ${truth ? t.tTrue : t.tFalse}`, feedback));
    };
    const pair = [true, false].map((value) => button(value ? t.tTrue : t.tFalse, () => answer(value), "button--secondary"));
    pair.forEach((b) => { b.setAttribute("aria-pressed", "false"); b.setAttribute("aria-describedby", text.id); });
    section.append(el("div", { class: "practice__question" }, text, el("div", { class: "cluster" }, ...pair), said));
  });
}

/* Ordering: up and down buttons; dragging is an extra. */
function ordering(section, source, t) {
  const steps = [...source.querySelectorAll("[data-step]")].map((step, place) => ({
    place, text: textOf(step, "[data-text]"), minutes: textOf(step, "[data-minutes]"), feedback: textOf(step, "[data-feedback]"),
  }));
  const box = el("div", { class: "practice__stage" });
  section.append(box);

  function start(focus) {
    const list = el("ol", { class: "practice__order" });
    const said = status();
    let held = null;
    let order = shuffled(steps);
    while (steps.length > 1 && order.every((step, i) => step.place === i)) order = shuffled(steps);
    const move = (row, by, control) => {
      const rows = [...list.children];
      const to = rows.indexOf(row) + by;
      if (to < 0 || to >= rows.length) return;
      rows[to][by < 0 ? "before" : "after"](row);
      control.focus();
      said.textContent = fill(t.tMoved, to + 1, rows.length);
    };
    order.forEach((step) => {
      const row = el("li", { class: "practice__step", draggable: "true" });
      const control = (name, label, by) => {
        const b = el("button", { type: "button", class: "practice__move", "aria-label": `${label} ${step.text}`, onclick: () => move(row, by, b) }, icon(name));
        return b;
      };
      row.step = step;
      row.append(el("span", { class: "practice__what" }, step.text, step.minutes ? el("span", { class: "soft small" }, ` ${step.minutes}`) : ""), control("up", t.tUp, -1), control("down", t.tDown, 1));
      row.addEventListener("dragstart", () => { held = row; });
      row.addEventListener("dragover", (event) => {
        event.preventDefault();
        if (!held || held === row) return;
        const middle = row.getBoundingClientRect().top + row.offsetHeight / 2;
        row[event.clientY < middle ? "before" : "after"](held);
      });
      list.append(row);
    });
    const check = button(t.tCheck, () => {
      const rows = [...list.children];
      const right = rows.filter((row, i) => row.step.place === i).length;
      rows.forEach((row, i) => {
        const good = row.step.place === i;
        row.removeAttribute("draggable");
        row.querySelectorAll("button").forEach((b) => b.remove());
        row.append(verdict(good, good ? t.tRight : t.tWrong, good ? row.step.feedback : ""));
      });
      said.textContent = "";
      check.remove();
      source.hidden = false;
      source.querySelector("ul")?.remove();
      source.querySelector("details").open = right < rows.length;
      box.after(source);
      finish(box, t, t.tCount, right, rows.length, () => { source.hidden = true; start(true); });
    });
    box.replaceChildren(list, check, said);
    if (focus) list.querySelector("button").focus();
  }
  start(false);
}

/* Matching: a list to choose from beside each text. */
function matching(section, source, t) {
  const pairs = [...source.querySelectorAll("[data-pair]")].map((p) => ({ left: textOf(p, "[data-left]"), right: textOf(p, "[data-right]") }));
  const box = el("div", { class: "practice__stage" });
  section.append(box);

  function start(focus) {
    const rights = shuffled(pairs.map((p) => p.right));
    const rows = shuffled(pairs).map((pair) => {
      const id = `practice-match-${(serial += 1)}`;
      const select = el("select", { id }, el("option", { value: "" }, t.tPick), ...rights.map((r) => el("option", { value: r }, r)));
      return { pair, select, row: el("div", { class: "practice__match" }, el("label", { for: id }, pair.left), select) };
    });
    const said = status();
    const check = button(t.tCheck, () => {
      if (rows.some((r) => !r.select.value)) {
        said.textContent = t.tChoose;
        return;
      }
      let right = 0;
      rows.forEach(({ pair, select, row }) => {
        const good = select.value === pair.right;
        right += good ? 1 : 0;
        select.disabled = true;
        row.append(verdict(good, good ? t.tRight : t.tWrong, good ? "" : pair.right));
      });
      check.remove();
      said.textContent = textOf(source, "[data-explanation]");
      finish(box, t, t.tCount, right, rows.length, () => start(true));
    });
    box.replaceChildren(...rows.map((r) => r.row), check, said);
    if (focus) rows[0].select.focus();
  }
  start(false);
}

/* A case in steps: each decision shows its consequence, then leads on. */
function decision(section, source, t) {
  const nodes = new Map([...source.querySelectorAll("[data-node]")].map((node) => [node.dataset.node, {
    text: textOf(node, "[data-text]"),
    choices: [...node.querySelectorAll("[data-choice]")].map((c) => ({
      text: textOf(c, "summary"), next: c.dataset.next, good: c.hasAttribute("data-good"), feedback: textOf(c, "[data-feedback]"),
    })),
  }]));
  const box = el("div", { class: "practice__stage" });
  section.append(box);

  function end() {
    box.append(el("div", { class: "practice__end" }, el("p", { class: "strong" }, t.tEnd), button(t.tAgain, () => { box.replaceChildren(); show(section.dataset.start, true); }, "button--secondary button--small")));
  }
  function show(id, focus) {
    const node = nodes.get(id);
    if (!node) return end();
    const text = el("p", { class: "practice__text", tabindex: "-1" }, node.text);
    const said = status();
    const choices = shuffled(node.choices).map((c) => {
      const b = button(c.text, () => {
        choices.forEach((other) => { other.disabled = true; });
        b.classList.add("is-chosen");
        b.setAttribute("aria-pressed", "true");
        said.append(verdict(c.good, c.good ? t.tGood : t.tRisky, c.feedback));
        if (!nodes.has(c.next)) return end();
        const next = button(t.tNext, () => { next.remove(); show(c.next, true); });
        step.append(next);
        return next.focus();
      }, "button--secondary button--wide practice__decision");
      return b;
    });
    const step = el("div", { class: "practice__question" }, text, ...choices, said);
    box.append(step);
    if (focus) text.focus();
    return choices.length ? null : end();
  }
  show(section.dataset.start, false);
}

/* A private note: kept in this browser only, under the address without its language. */
function reflection(section, source, t, index) {
  const area = section.querySelector("textarea");
  const said = section.querySelector("[data-status]");
  const key = `reflection:${location.pathname.replace(/^\/(fr|ar)\//, "/")}:${index}`;
  let store;
  try {
    store = window.localStorage;
    area.value = store.getItem(key) ?? "";
  } catch {
    return void (source.hidden = false);
  }
  section.querySelector("[data-private]").hidden = false;
  let timer = 0;
  area.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      store.setItem(key, area.value);
      said.textContent = t.tSaved;
    }, 400);
  });
  section.querySelector("[data-erase]").addEventListener("click", () => {
    clearTimeout(timer);
    store.removeItem(key);
    area.value = "";
    said.textContent = t.tErased;
    area.focus();
  });
  return undefined;
}

const kinds = { sort, choice, true_false: trueFalse, ordering, matching, decision, reflection };
document.querySelectorAll("[data-practice]").forEach((section, index) => {
  const source = section.querySelector("[data-source]");
  source.hidden = true;
  section.classList.add("is-ready");
  kinds[section.dataset.practice](section, source, section.dataset, index);
});
