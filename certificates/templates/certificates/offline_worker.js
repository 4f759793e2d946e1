/* Keeps the page that checks QR codes without a network, and shows it where a code's page cannot load. */
const PAGE = "{% url 'certificates:verify_offline' %}";
const FILES = {{ files|safe }};
const CACHE = "certificate-check-{{ LANGUAGE_CODE }}";

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll([PAGE, ...FILES])).then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => {
  event.waitUntil(tidy().then(() => self.clients.claim()));
});
async function tidy() {
  const cache = await caches.open(CACHE);
  const wanted = [PAGE, ...FILES].map((path) => new URL(path, self.location).href);
  for (const request of await cache.keys()) if (!wanted.includes(request.url)) await cache.delete(request);
}
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(navigated(request, url));
  else if (FILES.includes(url.pathname)) event.respondWith(kept(request));
});
/* The network first, so that the keys on the page stay fresh; the kept page when there is none. */
async function navigated(request, url) {
  const cache = await caches.open(CACHE);
  try {
    const response = await fetch(request);
    if (response.ok && url.pathname === PAGE) await cache.put(PAGE, response.clone());
    return response;
  } catch {
    return cache.match(PAGE);
  }
}
async function kept(request) {
  const cache = await caches.open(CACHE);
  const found = await cache.match(request, { ignoreSearch: true });
  return found || fetch(request);
}
