// Ticks every so many milliseconds, also for a page that is hidden.
addEventListener("message", ({ data }) => setInterval(() => postMessage(0), data));
