/* Keeps the trainer's lists for the time without network: nothing else. The page says what to keep.
   A page is asked from the network first; without network, or after four seconds, the kept one is shown. */
const KEPT = "attendance-lists-v1";
const WAIT = 4000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

async function keep(addresses) {
  const cache = await caches.open(KEPT);
  await Promise.all(addresses.map(async (address) => {
    if (address.includes("/static/") && (await cache.match(address))) return;
    const answer = await fetch(address, { credentials: "same-origin" });
    if (answer.ok && !answer.redirected) await cache.put(address, answer);
  }));
}

async function forget(address) {
  const cache = await caches.open(KEPT);
  await cache.delete(address);
}

self.addEventListener("message", (event) => {
  const { act, addresses } = event.data || {};
  const answer = () => event.ports[0] && event.ports[0].postMessage("done");
  if (act === "keep") event.waitUntil(keep(addresses).then(answer, answer));
  if (act === "forget") event.waitUntil(Promise.all(addresses.map(forget)).then(answer, answer));
});

async function page(request) {
  const cache = await caches.open(KEPT);
  const kept = await cache.match(request.url);
  const asked = fetch(request).then(async (answer) => {
    if (answer.ok && !answer.redirected && kept) await cache.put(request.url, answer.clone());
    // Who has logged out or lost the right no longer reads the kept list.
    if (answer.redirected || answer.type === "opaqueredirect" || answer.status === 404) await cache.delete(request.url);
    return answer;
  });
  if (!kept) return asked;
  const late = new Promise((resolve) => { setTimeout(() => resolve(kept), WAIT); });
  return Promise.race([asked.catch(() => kept), late]);
}

async function file(request) {
  const kept = await caches.match(request.url);
  return kept || fetch(request);
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (request.mode === "navigate" && address.pathname.endsWith("/list/")) event.respondWith(page(request));
  else if (address.pathname.startsWith("/static/")) event.respondWith(file(request));
});
