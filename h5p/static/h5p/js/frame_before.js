/* Inside the frame, before the player: what an opaque origin does not have, and what it plays. */
(function () {
  "use strict";

  /* Storage and cookies do not exist here; packages that look for them find an empty, short-lived one. */
  function memoryStorage() {
    const kept = new Map();
    const storage = {
      getItem: (key) => (kept.has(String(key)) ? kept.get(String(key)) : null),
      setItem: (key, value) => { kept.set(String(key), String(value)); },
      removeItem: (key) => { kept.delete(String(key)); },
      clear: () => { kept.clear(); },
      key: (index) => [...kept.keys()][index] ?? null,
      get length() { return kept.size; },
    };
    return new Proxy(storage, {
      get: (target, key) => (key in target ? target[key] : kept.get(String(key))),
      set: (target, key, value) => { kept.set(String(key), String(value)); return true; },
      deleteProperty: (target, key) => { kept.delete(String(key)); return true; },
    });
  }
  for (const name of ["localStorage", "sessionStorage"]) {
    let works = false;
    try { works = Boolean(window[name]); } catch (error) { works = false; }
    if (!works) Object.defineProperty(window, name, { value: memoryStorage(), configurable: false });
  }
  try { void document.cookie; } catch (error) {
    Object.defineProperty(document, "cookie", { get: () => "", set: () => {}, configurable: false });
  }
  /* The policy governs no peer connections: there are none. */
  for (const name of ["RTCPeerConnection", "webkitRTCPeerConnection"]) {
    if (name in window) Object.defineProperty(window, name, { value: undefined, configurable: false });
  }

  window.H5PIntegration = JSON.parse(document.getElementById("h5p-integration").textContent);
  /* The player starts by our hand, once our listeners are on (frame_start.js). */
  window.H5P = { preventInit: true };
})();
