// Saves each answer as it is given; keeps it in the browser while the connection is down.
// Texts come from the page; without this file the form is submitted as a whole.
const form = document.querySelector("[data-attempt]");

if (form) {
  const key = `attempt:${form.dataset.attempt}`;
  const indicator = form.querySelector("[data-saved]");
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  let pending = {};
  let sending = false;
  let retry = 0;
  try { pending = JSON.parse(localStorage.getItem(key)) || {}; } catch { pending = {}; }

  const store = () => {
    try {
      if (Object.keys(pending).length) localStorage.setItem(key, JSON.stringify(pending));
      else localStorage.removeItem(key);
    } catch { /* private mode: the form itself still submits everything */ }
  };
  const show = (state) => {
    indicator.dataset.state = state;
    indicator.textContent = form.dataset[`text${state[0].toUpperCase()}${state.slice(1)}`] || "";
  };

  const places = (box) => {
    const result = {};
    box.querySelectorAll("select").forEach((select) => {
      if (select.value) result[select.dataset.key] = select.value;
    });
    return result;
  };
  const readers = {
    single: (box) => ({ options: [...box.querySelectorAll("input:checked")].map((i) => i.value) }),
    matching: (box) => ({ pairs: places(box) }),
    ordering: (box) => ({ places: places(box) }),
    short: (box) => ({ text: box.querySelector("input").value }),
  };
  readers.multiple = readers.true_false = readers.single;

  const restore = () => {
    for (const [question, response] of Object.entries(pending)) {
      const box = form.querySelector(`[data-question="${CSS.escape(question)}"]`);
      if (!box) { delete pending[question]; continue; }
      (response.options || []).forEach((value) => {
        const input = box.querySelector(`input[value="${CSS.escape(value)}"]`);
        if (input) input.checked = true;
      });
      for (const [name, value] of Object.entries(response.places || response.pairs || {})) {
        const select = box.querySelector(`select[data-key="${CSS.escape(name)}"]`);
        if (select) select.value = value;
      }
      if (response.text !== undefined) box.querySelector("input").value = response.text;
    }
  };

  const send = async () => {
    if (sending) return;
    sending = true;
    while (Object.keys(pending).length) {
      const [question, response] = Object.entries(pending)[0];
      show("saving");
      let answer;
      try {
        answer = await fetch(form.dataset.answerUrl, {
          method: "POST",
          headers: { "Content-Type": "application/json", "X-CSRFToken": token, Accept: "application/json" },
          body: JSON.stringify({ question: Number(question), response }),
        });
      } catch { answer = null; }
      if (!answer || answer.status >= 500) {
        show("offline");
        retry = Math.min(retry ? retry * 2 : 2000, 60000);
        setTimeout(send, retry);
        sending = false;
        return;
      }
      retry = 0;
      if (pending[question] === response) delete pending[question];
      store();
      if (!answer.ok) { show("error"); sending = false; return; }
    }
    sending = false;
    show("saved");
  };

  form.addEventListener("change", (event) => {
    const box = event.target.closest("[data-question]");
    if (!box) return;
    pending[box.dataset.question] = readers[box.dataset.kind](box);
    store();
    send();
  });
  addEventListener("online", send);
  form.addEventListener("submit", () => {
    try { localStorage.removeItem(key); } catch { /* nothing was kept */ }
  });
  restore();
  if (Object.keys(pending).length) send();

  const timer = form.querySelector("[data-timer]");
  if (timer) {
    const value = timer.querySelector("[data-timer-value]");
    const end = performance.now() + Number(form.dataset.seconds) * 1000;
    const tick = () => {
      const left = Math.max(0, Math.round((end - performance.now()) / 1000));
      value.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
      timer.classList.toggle("timer--low", left < 60);
      if (left === 0) { form.requestSubmit(); return; }
      setTimeout(tick, 1000);
    };
    tick();
  }
}
