// Keeps the app itself on the tablet, so that a reload while the box is away still opens it.
// Truth stays on the box: of its answers only the menu, the names and pictures are kept, and those
// are used only when the box does not answer.
const SHELL = "shell-1";
const LAST = "last-1";
const MOST_KEPT = 400;
const PATIENCE_MS = 3000;
const base = new URL(self.registration.scope).pathname;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELL).then((shell) => shell.add(base)));
  self.skipWaiting();
});

self.addEventListener("activate", (event) => {
  const stale = (names) => names.filter((name) => name !== SHELL && name !== LAST);
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(stale(names).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(fresh(event, SHELL, base));
  else if (url.pathname.startsWith(`${base}assets/`)) event.respondWith(kept(event, SHELL));
  else if (url.pathname.startsWith(base)) event.respondWith(fresh(event, SHELL, request));
  else if (url.pathname.startsWith("/api/images/")) event.respondWith(quick(event, LAST));
  else if (url.pathname === "/api/menu" || url.pathname === "/api/welcome")
    event.respondWith(fresh(event, LAST, request));
});

/** The network's answer; what was kept only when there is none. */
async function fresh(event, name, key) {
  const cache = await caches.open(name);
  const held = await cache.match(key);
  const patience = new AbortController();
  // Only the wait for the first word is limited: a long answer on a weak Wi-Fi is still an answer.
  const timer = held ? setTimeout(() => patience.abort(), PATIENCE_MS) : 0;
  try {
    const answer = await fetch(event.request, { signal: patience.signal });
    clearTimeout(timer);
    if (answer.ok) event.waitUntil(put(cache, key, answer.clone()));
    return answer;
  } catch (fault) {
    if (held) return held;
    throw fault;
  }
}

/** What was kept; its name changes when its content does. */
async function kept(event, name) {
  const cache = await caches.open(name);
  const held = await cache.match(event.request);
  if (held) return held;
  const answer = await fetch(event.request);
  if (answer.ok) event.waitUntil(put(cache, event.request, answer.clone()));
  return answer;
}

/** What was kept, at once, while a newer one is asked for. */
async function quick(event, name) {
  const cache = await caches.open(name);
  const held = await cache.match(event.request);
  const asked = fetch(event.request).then(async (answer) => {
    if (answer.ok) await put(cache, event.request, answer.clone());
    return answer;
  });
  if (!held) return asked;
  event.waitUntil(asked.catch(() => undefined));
  return held;
}

async function put(cache, key, answer) {
  await cache.put(key, answer);
  const keys = await cache.keys();
  await Promise.all(
    keys.slice(0, Math.max(0, keys.length - MOST_KEPT)).map((old) => cache.delete(old)),
  );
}
