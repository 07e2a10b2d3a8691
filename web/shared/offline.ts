/**
 * Keeps the app on the tablet where the browser allows it: on https and on this machine. On plain
 * http there is no service worker, and the app works without one.
 */
export function keepOffline(): void {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  navigator.serviceWorker.register(`${import.meta.env.BASE_URL}sw.js`).catch(() => undefined);
}
