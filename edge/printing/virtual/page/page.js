// Draws what the printer tells: slips, newest first, and which faults are switched on.
const list = document.getElementById("slips");
const condition = document.getElementById("condition");
const drawn = new Map();

function slip(about) {
  const node = document.getElementById("slip").content.firstElementChild.cloneNode(true);
  const path = `/api/slips/${about.n}`;
  const moment = new Date(about.at_ms);
  const clock = [moment.getHours(), moment.getMinutes(), moment.getSeconds()];
  const title = `${node.querySelector("strong").textContent.trim()} ${about.n}`;
  node.querySelector(".number").textContent = about.n;
  node.querySelector("time").dateTime = moment.toISOString();
  node.querySelector("time").textContent = clock.map((part) => String(part).padStart(2, "0")).join(".");
  node.querySelector(".torn").hidden = about.whole;
  node.querySelector(".text").href = `${path}.txt`;
  node.querySelector(".bytes").href = `${path}.bin`;
  node.querySelector(".picture").href = `${path}.png`;
  node.querySelector("img").src = `${path}.png`;
  node.querySelector("img").alt = title;
  return node;
}

function showSlips(slips) {
  const numbers = new Set(slips.map((about) => about.n));
  for (const [n, node] of drawn) {
    if (!numbers.has(n)) {
      node.remove();
      drawn.delete(n);
    }
  }
  for (const about of [...slips].reverse()) {
    if (!drawn.has(about.n)) {
      drawn.set(about.n, slip(about));
      list.prepend(drawn.get(about.n));
    }
  }
  document.getElementById("empty").hidden = slips.length > 0;
}

function showState(state) {
  const wrong = ["offline", "hang", "paper_out", "cover_open"].find((fault) => state[fault]);
  const word = { paper_out: "paperOut", cover_open: "coverOpen" }[wrong] ?? wrong ?? "ok";
  condition.textContent = condition.dataset[word];
  condition.classList.toggle("wrong", wrong !== undefined);
  if (wrong || state.mishap) document.getElementById("faults").open = true;
  for (const button of document.querySelectorAll("button")) {
    const { fault, mishap } = button.dataset;
    const on = fault ? state[fault] : state.mishap?.kind === mishap;
    button.setAttribute("aria-pressed", String(on));
  }
}

document.getElementById("faults").addEventListener("click", async ({ target }) => {
  const { fault, mishap } = target.dataset;
  if (!fault && !mishap) return;
  const on = target.getAttribute("aria-pressed") !== "true";
  const wish = fault ? { [fault]: on } : { mishap: on ? { kind: mishap } : null };
  const answer = await fetch("/api/state", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(wish),
  });
  if (answer.ok) showState(await answer.json());
});

const live = new EventSource("/api/live");
live.onmessage = ({ data }) => {
  const { slips, state } = JSON.parse(data);
  showSlips(slips);
  showState(state);
};
live.onerror = () => {
  condition.textContent = condition.dataset.lost;
  condition.classList.add("wrong");
};
