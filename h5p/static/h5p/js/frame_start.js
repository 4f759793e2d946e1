/* Inside the frame, after player and libraries: the bridge to the page around it, then the start. */
(function () {
  "use strict";
  const H5P = window.H5P;
  const parentOrigin = document.body.dataset.parent;
  const STATE = /^lms-state:\/([^/]+)\/([^/?]+)/;
  const DURATION = /^P(?!$)(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$/;
  const waiting = new Map();
  let asked = 0;

  function tell(kind, values) {
    window.parent.postMessage({ lms: "h5p", kind, ...values }, parentOrigin);
  }

  if (!H5P || !H5P.jQuery) { tell("failed", {}); return; }

  /* The page around answers questions for pieces of state. */
  window.addEventListener("message", (event) => {
    const data = event.data;
    if (event.source !== window.parent || event.origin !== parentOrigin || !data || data.lms !== "h5p") return;
    if (data.kind === "state" && waiting.has(data.number)) {
      waiting.get(data.number)(data);
      waiting.delete(data.number);
    } else if (data.kind === "save") {
      H5P.$window.trigger("pagehide");
    } else if (data.kind === "addresses") {
      const content = window.H5PIntegration.contents["cid-1"];
      content.contentUrl = data.files;
      window.H5PIntegration.url = data.files;
      window.H5PIntegration.urlLibraries = data.libraries;
    }
  });

  /* H5P saves and reads state by jQuery: such requests go through the page around, never out. */
  H5P.jQuery.ajaxTransport("+*", (options) => {
    const found = STATE.exec(options.url);
    if (!found) return undefined;
    return {
      send(headers, complete) {
        const [, dataType, subContentId] = found;
        const sent = new URLSearchParams(options.data || "");
        if (options.type === "POST") {
          tell("state-set", {
            dataType, subContentId,
            data: sent.get("data"),
            preload: sent.get("preload") === "1",
            invalidate: sent.get("invalidate") === "1",
          });
          complete(200, "success", { text: '{"success":true}' });
          return;
        }
        const number = ++asked;
        waiting.set(number, (answer) => {
          complete(answer.ok ? 200 : 503, answer.ok ? "success" : "error", {
            text: JSON.stringify({ success: answer.ok, data: answer.data }),
          });
        });
        tell("state-get", { number, dataType, subContentId });
      },
      abort() {},
    };
  });

  /* What the platform reads strictly is tidied here: H5P types leave undefined and odd values. */
  function tidy(statement) {
    const copy = JSON.parse(JSON.stringify(statement));
    const result = copy.result;
    if (result) {
      if (result.duration !== undefined && !DURATION.test(result.duration)) delete result.duration;
      if (result.response !== undefined && typeof result.response !== "string") {
        result.response = result.response === null ? "" : String(result.response);
      }
      if (result.score) {
        for (const name of ["min", "max", "raw", "scaled"]) {
          if (typeof result.score[name] !== "number") delete result.score[name];
        }
      }
    }
    return copy;
  }

  function tree(node, depth) {
    if (!node || !node.statement || depth > 5) return null;
    const children = (node.children || []).map((child) => tree(child, depth + 1)).filter(Boolean);
    return children.length ? { statement: tidy(node.statement), children } : { statement: tidy(node.statement) };
  }

  /* A play ends by "completed", or by "answered" that is part of nothing: then all answers go along,
     those of another day too. */
  function answers() {
    const root = H5P.instances[0];
    if (!root || typeof root.getXAPIData !== "function") return [];
    try {
      const whole = tree(root.getXAPIData(), 0);
      return whole ? whole.children || [whole] : [];
    } catch (error) {
      return [];
    }
  }

  H5P.externalDispatcher.on("xAPI", (event) => {
    const statement = event.data && event.data.statement;
    if (!statement || !statement.verb) return;
    const verb = String(statement.verb.id).split("/").pop();
    const activities = (statement.context && statement.context.contextActivities) || {};
    const hasParent = Array.isArray(activities.parent) ? activities.parent.length > 0 : Boolean(activities.parent);
    const ends = verb === "completed" || (verb === "answered" && !hasParent);
    /* The type sets its own marks right after it has told: what it says of itself is read then. */
    window.setTimeout(() => {
      tell("statement", { statement: tidy(statement), children: ends ? answers() : [] });
    }, 0);
  });

  /* As high as its content, told without a loop: the frame's own height plays no part. */
  let told = 0;
  function measure() {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    if (Math.abs(height - told) > 1) { told = height; tell("size", { height }); }
  }
  /* Another width may be a passing one: a phone being turned, a browser that takes a picture of the
     whole page at one pixel first. Its height is told once it stays. */
  let width = window.innerWidth;
  let settling = 0;
  new ResizeObserver(() => {
    if (window.innerWidth !== width) {
      width = window.innerWidth;
      window.clearTimeout(settling);
      settling = window.setTimeout(() => { settling = 0; measure(); }, 150);
    } else if (!settling) {
      measure();
    }
  }).observe(document.body);

  H5P.jQuery(() => {
    H5P.init(document.body);
    measure();
    const root = H5P.instances[0];
    tell(root ? "ready" : "failed", {});
  });
})();
