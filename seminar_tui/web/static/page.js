// Brings a screen back after its connection was lost: the server keeps the screen, so the
// page only has to be loaded again once the server answers.
"use strict";
(() => {
  const body = document.body;
  // Told when another link is entered from this window: the screen it leaves is ended.
  sessionStorage.setItem("screen", location.pathname.split("/").pop());
  const say = (state) => {
    body.classList.remove("lost", "taken", "ended");
    body.classList.add(state);
  };
  const look = async () => {
    if (!body.classList.contains("-closed")) return;
    try {
      const answer = await fetch(`${location.pathname}/state`, { cache: "no-store" });
      const state = answer.ok ? (await answer.json()).state : "ended";
      if (state === "waiting") location.reload();
      else say(state === "open" ? "taken" : "ended");
    } catch {
      say("lost");
    }
  };
  new MutationObserver(look).observe(body, { attributeFilter: ["class"] });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
  document.getElementById("again").addEventListener("click", () => location.reload());
  setInterval(look, 2000);
})();
