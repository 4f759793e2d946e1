/* What every page may use; each part only adds to something that works without it. No texts of its own. */
const root = document.documentElement;
root.classList.add("js");

function menu() {
  const button = document.querySelector("[data-menu]");
  const nav = button && document.getElementById(button.getAttribute("aria-controls"));
  if (!nav) return;
  const set = (open) => {
    nav.classList.toggle("is-open", open);
    button.setAttribute("aria-expanded", String(open));
  };
  button.addEventListener("click", () => set(!nav.classList.contains("is-open")));
  nav.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && nav.classList.contains("is-open")) {
      set(false);
      button.focus();
    }
  });
}

function dropdowns() {
  document.addEventListener("click", (event) => {
    document.querySelectorAll("[data-dropdown][open]").forEach((box) => {
      if (!box.contains(event.target)) box.open = false;
    });
  });
  document.addEventListener("keydown", (event) => {
    const box = event.key === "Escape" && event.target.closest("[data-dropdown][open]");
    if (!box) return;
    box.open = false;
    box.querySelector("summary").focus();
  });
}

/* The neutral page replaces this one, so that "back" does not return to it. */
function quickExit() {
  const link = document.querySelector("[data-quick-exit]");
  if (!link) return;
  const leave = () => {
    document.body.hidden = true;
    document.title = " ";
    window.location.replace(link.href);
  };
  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  let presses = [];
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const now = Date.now();
    presses = presses.filter((time) => now - time < 1500).concat(now);
    if (presses.length >= 3) leave();
  });
}

function offline() {
  const banner = document.querySelector("[data-offline]");
  if (!banner) return;
  const show = () => { banner.hidden = navigator.onLine; };
  window.addEventListener("online", show);
  window.addEventListener("offline", show);
  show();
}

function dialogs() {
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-dialog-open]");
    if (opener) {
      const dialog = document.getElementById(opener.dataset.dialogOpen);
      if (dialog && dialog.showModal) {
        event.preventDefault();
        dialog.showModal();
      }
      return;
    }
    const closer = event.target.closest("[data-dialog-close]");
    if (closer) closer.closest("dialog").close();
    else if (event.target.tagName === "DIALOG") event.target.close();
  });
}

/* A second press on a button that has already sent its form does nothing. */
function forms() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "1";
    const button = event.submitter;
    if (button) button.setAttribute("aria-busy", "true");
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach((form) => {
      delete form.dataset.sent;
      form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
    });
  });
  const invalid = document.querySelector("[data-focus], [aria-invalid='true']");
  if (invalid) invalid.focus();
}

/* <div data-tabs> with role="tablist" links to panels by #id; without this script they are anchors. */
function tabs(box) {
  const links = [...box.querySelectorAll("[data-tab]")];
  const panel = (link) => document.getElementById(link.dataset.tab);
  const select = (link, focus) => {
    links.forEach((other) => {
      const on = other === link;
      other.setAttribute("aria-selected", String(on));
      other.tabIndex = on ? 0 : -1;
      panel(other).hidden = !on;
    });
    if (focus) link.focus();
  };
  box.setAttribute("role", "tablist");
  links.forEach((link, index) => {
    link.setAttribute("role", "tab");
    link.setAttribute("aria-controls", link.dataset.tab);
    panel(link).setAttribute("role", "tabpanel");
    panel(link).setAttribute("aria-labelledby", link.id);
    link.addEventListener("click", (event) => {
      event.preventDefault();
      select(link, false);
    });
    link.addEventListener("keydown", (event) => {
      const forward = root.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
      const back = root.dir === "rtl" ? "ArrowRight" : "ArrowLeft";
      const step = { [forward]: 1, [back]: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      select(links[(index + step + links.length) % links.length], true);
    });
  });
  select(links[0], false);
}

/* data-copy="text" with data-copied="said afterwards". */
function copying() {
  document.querySelectorAll("[data-copy]").forEach((button) => {
    if (!navigator.clipboard) return;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      const status = button.querySelector("[data-copy-status]");
      if (status) status.textContent = button.dataset.copied;
    });
  });
}

function printing() {
  document.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });
}

/* Wide screens have room for the outline beside the lesson; phones open it on demand. */
function outline() {
  const box = document.querySelector("[data-outline]");
  if (!box || !window.matchMedia("(min-width: 62rem)").matches) return;
  box.open = true;
  const here = box.querySelector("[aria-current]");
  if (here) box.parentElement.scrollTop = here.offsetTop - box.parentElement.clientHeight / 2;
}

menu();
outline();
dropdowns();
quickExit();
offline();
dialogs();
forms();
document.querySelectorAll("[data-tabs]").forEach(tabs);
copying();
printing();
