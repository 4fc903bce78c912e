// The review page. Everything that comes from tables is inserted as text, never as HTML.
"use strict";
(() => {
  const MARKS = {"aligned": "\u2713", "misaligned": "\u2715", "cannot tell": "?", "skipped": "\u2192"};
  const SETTLED = 350; // ms that a dataset must be shown before anything slow is requested
  const PAGE = Math.random().toString(36).slice(2); // identifies this page in requests; it shows one dataset at a time
  const by = id => document.getElementById(id);
  let names = [], decisions = [], probabilities = [];
  let answers = new Map();   // by number: [answer, note]
  let shown = [];            // numbers that pass the filter
  let current = -1, reviewer = "", timer = 0, saving = 0;
  let queue = Promise.resolve();
  let leaving = new AbortController(); // cancels requests for the previous dataset, because browsers allow few connections
  const drafts = new Map();            // by number: a note without an answer so far
  let busy = 0, refused = false; // no answers while others are undone or reloaded
  const pending = new Map();     // by number: an answer that is not saved yet

  async function ask(address, body, signal) {
    const init = body === undefined ? {signal} : {method: "POST", headers: {"Content-Type": "application/json"}, body: JSON.stringify(body)};
    let reply;
    try {
      reply = await fetch(address, init);
    } catch (e) {
      throw new Error("The review has ended or cannot be reached. Start it again; saved answers are kept.");
    }
    if (!reply.ok) throw new Error((await reply.text()).trim());
    return reply.json();
  }

  function say(words, bad) {
    const message = by("message");
    message.textContent = words;
    message.hidden = !words;
    message.classList.toggle("bad", Boolean(bad));
  }

  const make = (tag, kind, text) => {
    const element = document.createElement(tag);
    if (kind) element.className = kind;
    if (text !== undefined) element.textContent = text;
    return element;
  };
  const kind = answer => "is-" + answer.split(" ")[0];
  const percent = p => p === null ? "" : "probability " + p.toFixed(p > 0.995 || p < 0.005 ? 4 : 2);

  // ---- the list: only visible rows have elements
  const height = () => 3 * parseFloat(getComputedStyle(document.documentElement).fontSize);

  function drawList() {
    const list = by("list"), rows = by("rows"), h = height();
    rows.style.height = shown.length * h + "px";
    const first = Math.max(0, Math.floor(list.scrollTop / h) - 4);
    const last = Math.min(shown.length, Math.ceil((list.scrollTop + list.clientHeight) / h) + 4);
    const drawn = [];
    for (let i = first; i < last; i++) {
      const number = shown[i], said = answers.get(number);
      const row = make("div", "row");
      row.style.top = i * h + "px";
      row.dataset.number = number;
      row.setAttribute("role", "option");
      row.setAttribute("aria-selected", String(number === current));
      row.title = names[number];
      row.append(make("b", said ? kind(said[0]) : "", said ? MARKS[said[0]] : ""), make("span", "", names[number]),
        make("span", "said", decisions[number] + (probabilities[number] === null ? "" : ", " + percent(probabilities[number]))));
      drawn.push(row);
    }
    rows.replaceChildren(...drawn);
  }

  function filter() {
    const what = by("filter").value, part = by("find").value.trim().toLowerCase();
    shown = [];
    for (let n = 0; n < names.length; n++) {
      const said = answers.get(n), answer = said ? said[0] : "open";
      if ((what === "all" || what === answer) && (!part || names[n].toLowerCase().includes(part))) shown.push(n);
    }
    drawList();
  }

  function reveal() {
    const list = by("list"), h = height(), place = shown.indexOf(current);
    if (place < 0) return;
    if (place * h < list.scrollTop) list.scrollTop = place * h;
    if ((place + 1) * h > list.scrollTop + list.clientHeight) list.scrollTop = (place + 1) * h - list.clientHeight;
  }

  function count() {
    let done = 0;
    const each = {};
    for (const [answer] of answers.values()) {
      each[answer] = (each[answer] || 0) + 1;
      if (answer !== "skipped") done++;
    }
    by("count").textContent = `${done} of ${names.length} answered` + (saving ? ", saving \u2026" : "");
    by("count").title = Object.entries(each).map(([answer, n]) => answer + ": " + n).join(", ");
    by("done").style.width = 100 * done / Math.max(1, names.length) + "%";
    const bar = by("bar");
    bar.setAttribute("aria-valuemax", names.length);
    bar.setAttribute("aria-valuenow", done);
  }

  // ---- one dataset
  const cache = new Map();
  function details(number) {
    if (!cache.has(number)) {
      if (cache.size > 30) cache.delete(cache.keys().next().value);
      cache.set(number, ask("dataset/" + number).catch(e => { cache.delete(number); throw e; }));
    }
    return cache.get(number);
  }

  function press() {
    const said = answers.get(current);
    document.querySelectorAll(".answer").forEach(b => b.setAttribute("aria-pressed", String(Boolean(said) && said[0] === b.dataset.answer)));
  }

  async function show(number) {
    if (number < 0 || number >= names.length) return;
    current = number;
    location.replace("#" + number);
    by("name").textContent = names[number];
    by("note").value = drafts.get(number) ?? (answers.get(number) || ["", ""])[1];
    press();
    reveal();
    drawList();
    const looking = beside().contains(document.activeElement);
    for (const id of ["viewer", "diagnosis"]) by(id).querySelector(".inside").replaceChildren();
    if (looking) beside().focus({preventScroll: true});
    clearTimeout(timer);
    leaving.abort();
    leaving = new AbortController();
    let own;
    try {
      own = await details(number);
    } catch (e) {
      say(e.message, true);
      return;
    }
    if (current !== number) return;
    const verdict = by("verdict");
    verdict.replaceChildren(make("b", kind(decisions[number] === "no verdict" ? "cannot" : decisions[number]), "Predicted: " + decisions[number]));
    const more = [percent(probabilities[number]), own.size ? "size " + own.size : "", own.why].filter(Boolean).join("; ");
    verdict.append(more ? " \u2014 " + more : "");
    by("remark").textContent = own.remark;
    by("pictures").replaceChildren(...own.pictures.map(picture => {
      const figure = make("figure"), button = make("button"), image = make("img");
      image.src = picture.address;
      image.alt = picture.caption;
      button.title = "Enlarge";
      button.append(image);
      button.addEventListener("click", () => enlarge(picture));
      figure.append(button, make("figcaption", "", picture.caption));
      return figure;
    }));
    if (!own.pictures.length) by("pictures").replaceChildren(make("p", "quiet", "No frames were found for this dataset; give their folder with --img."));
    by("viewer").hidden = by("diagnosis").hidden = !own.mosaic;
    document.body.dataset.shown = number;
    timer = setTimeout(() => { slow(number); ahead(number); }, SETTLED);
  }

  function ahead(number) {
    const next = following(number, 1);
    if (next >= 0) details(next).then(own => own.pictures.forEach(picture => { new Image().src = picture.address; }), () => {});
  }

  function enlarge(picture) {
    const image = make("img");
    image.src = picture.address;
    image.alt = picture.caption;
    open(names[current] + ": " + picture.caption, image);
  }

  function open(title, ...inside) {
    by("dialog-title").textContent = title;
    by("dialog-text").replaceChildren(...inside);
    if (!by("dialog").open) by("dialog").showModal();
  }

  function table(from) {
    const wide = make("div", "wide"), whole = make("table"), head = whole.createTHead().insertRow(), body = whole.createTBody();
    from.columns.forEach(column => head.append(make("th", "", column)));
    from.rows.forEach(row => {
      const line = body.insertRow();
      row.forEach(cell => { line.insertCell().textContent = cell; });
    });
    wide.append(whole);
    return wide;
  }

  // ---- the viewer: its keys must never become answers
  let taken = new Set(); // the keys of the viewer
  const beside = () => by("viewer").querySelector(".inside"); // holds the focus until the next viewer is loaded

  function join(frame) {
    const own = frame.contentDocument, view = own.querySelector("[aria-keyshortcuts]");
    if (view) taken = new Set(view.getAttribute("aria-keyshortcuts").split(" "));
    own.addEventListener("keydown", event => {
      if (event.key === "Escape") by("name").focus();
      else if (view && !taken.has(event.key) && event.target.tagName !== "SELECT") key(event);
    });
    const fit = () => { frame.style.height = Math.min(1400, own.documentElement.scrollHeight + 2) + "px"; };
    new ResizeObserver(fit).observe(own.body);
    fit();
    if (view && document.activeElement === beside()) {
      frame.focus();
      view.querySelector("canvas").focus({preventScroll: true});
    }
  }

  async function slow(number) {
    if (current !== number) return;
    const viewer = by("viewer"), diagnosis = by("diagnosis");
    if (viewer.open && !viewer.hidden) {
      const frame = make("iframe");
      frame.title = "Viewer of " + names[number];
      frame.src = `viewer/${number}?page=${PAGE}`;
      frame.addEventListener("load", () => join(frame));
      viewer.querySelector(".inside").replaceChildren(frame);
    }
    if (diagnosis.open && !diagnosis.hidden) {
      const inside = diagnosis.querySelector(".inside");
      inside.replaceChildren(make("p", "quiet", "Comparing the exposures \u2026"));
      const {signal} = leaving, theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
      try {
        const found = await ask(`diagnosis/${number}?theme=${theme}&page=${PAGE}`, undefined, signal);
        if (signal.aborted) return;
        inside.replaceChildren(make("p", "", found.verdict), table(found.table));
        for (let i = 0; i < found.figures; i++) {
          const plot = make("img", "plot");
          plot.src = `diagnosis/${number}/${i}?theme=${theme}&page=${PAGE}`;
          plot.alt = "Offsets of the exposures";
          inside.append(plot);
        }
      } catch (e) {
        if (!signal.aborted) inside.replaceChildren(make("p", "", e.message));
      }
    }
  }

  // ---- moving and answering
  function following(number, step) {
    const place = shown.indexOf(number);
    if (place >= 0) return shown[place + step] ?? -1;
    const after = step > 0 ? shown.find(n => n > number) : shown.findLast(n => n < number);
    return after ?? -1;
  }

  function toOpen(number) {
    const after = shown.indexOf(number) + 1;
    const isOpen = n => !answers.has(n);
    const next = shown.slice(after).find(isOpen) ?? shown.slice(0, after).find(isOpen) ?? following(number, 1);
    if (next >= 0 && next !== number) {
      show(next);
    } else {
      say(shown.some(isOpen) ? "" : "All datasets have an answer. Export the labels to use them.");
      press();
      drawList();
    }
  }

  function save(number, answer, note) {
    saving++;
    const before = answers.get(number), said = [answer, note], body = {number, answer, note, reviewer};
    answers.set(number, said);
    pending.set(number, said);
    drafts.delete(number);
    count();
    queue = queue.then(() => ask("answer", body).then(() => say(""))).catch(e => {
      if (before) answers.set(number, before); else answers.delete(number);
      if (note && !drafts.has(number)) drafts.set(number, note);
      say(`The answer for ${names[number]} was not saved. ${e.message}`, true);
      drawList();
    }).finally(() => {
      saving--;
      if (pending.get(number) === said) pending.delete(number);
      count();
    });
  }

  /** Runs an action that changes the shown answers. Meanwhile no answer is accepted: it could be for an unseen dataset. */
  function alone(deed) {
    busy++;
    queue = queue.then(deed).catch(e => say(e.message, true)).finally(() => {
      busy--;
      if (refused && !busy) {
        refused = false;
        say("A key or button was pressed too early and ignored. Look at the dataset and answer again.", true);
      }
    });
  }

  function mayAnswer() {
    if (busy) refused = true;
    return current >= 0 && !busy;
  }

  function answer(what) {
    if (!mayAnswer()) return;
    const number = current;
    if (!reviewer) {
      say("Enter your name first.", true);
      by("reviewer").focus();
      return;
    }
    save(number, what, by("note").value);
    toOpen(number);
  }

  function skip() {
    if (!mayAnswer()) return;
    const number = current, said = answers.get(number);
    if (!said) save(number, "skipped", by("note").value);
    toOpen(number);
  }

  function undo() {
    alone(async () => {
      const undone = await ask("undo", {reviewer});
      await load();
      if (undone.number === undefined) {
        say("There is nothing to undo.");
      } else if (undone.number < 0) {
        say("The last answer, for a dataset that is not shown here, was undone.");
      } else {
        say("");
        await show(undone.number);
      }
    });
  }

  function noteChanged() {
    const number = current, note = by("note").value;
    const keep = () => {
      const said = answers.get(number);
      if (said && said[1] !== note) save(number, said[0], note);
    };
    if (busy) queue.then(keep); else keep();
  }

  async function load() {
    const own = await ask("answers?reviewer=" + encodeURIComponent(reviewer));
    answers = new Map([...Object.entries(own).map(([number, said]) => [Number(number), said]), ...pending]);
    filter();
    count();
    press();
  }

  function rename() {
    const name = by("reviewer").value.replace(/\p{Cc}+/gu, " ").trim();
    if (!name || name === reviewer) { by("reviewer").value = reviewer; return; }
    alone(async () => {
      if (reviewer) drafts.clear();
      reviewer = name;
      sessionStorage.setItem("reviewer", name);
      await load();
      if (current >= 0) await show(current);
    });
  }

  function key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || by("dialog").open) return;
    const typing = ["INPUT", "SELECT", "TEXTAREA"].includes(event.target.tagName);
    if (typing) {
      if (event.key === "Escape" || (event.key === "Enter" && event.target.id !== "find")) event.target.blur();
      return;
    }
    if (event.target === beside() && (event.key === "Escape" || taken.has(event.key))) {
      if (event.key === "Escape") by("name").focus();
      return;
    }
    const move = step => { const next = following(current, step); if (next >= 0) show(next); };
    const toggle = id => { const one = by(id); if (!one.hidden) { one.open = !one.open; } };
    const deeds = {
      a: () => answer("aligned"), m: () => answer("misaligned"), c: () => answer("cannot tell"), s: skip, u: undo,
      j: () => move(1), k: () => move(-1), n: () => by("note").focus(), v: () => toggle("viewer"), d: () => toggle("diagnosis"),
    };
    Object.assign(deeds, {ArrowDown: deeds.j, ArrowUp: deeds.k});
    const deed = deeds[event.key];
    if (deed && !(event.repeat && "amcsu".includes(event.key))) {
      event.preventDefault();
      deed();
    }
  }

  async function start() {
    const all = await ask("start");
    ({names, decisions, probabilities} = all);
    document.title = "Review " + all.title;
    by("title").textContent = all.title;
    reviewer = sessionStorage.getItem("reviewer") || all.reviewer;
    by("reviewer").value = reviewer;
    by("reviewers").replaceChildren(...all.reviewers.map(name => { const option = make("option"); option.value = name; return option; }));
    await load();
    const asked = /^#\d+$/.test(location.hash) ? Number(location.hash.slice(1)) : -1;
    const open = names.findIndex((name, n) => !answers.has(n));
    await show(asked >= 0 && asked < names.length ? asked : Math.max(0, open));
    document.body.dataset.ready = "yes";
  }

  document.querySelectorAll(".answer").forEach(button => button.addEventListener("click", () => answer(button.dataset.answer)));
  by("skip").addEventListener("click", skip);
  by("undo").addEventListener("click", undo);
  by("previous").addEventListener("click", () => { const n = following(current, -1); if (n >= 0) show(n); });
  by("following").addEventListener("click", () => { const n = following(current, 1); if (n >= 0) show(n); });
  by("note").addEventListener("input", () => drafts.set(current, by("note").value));
  by("note").addEventListener("change", noteChanged);
  by("reviewer").addEventListener("change", rename);
  by("filter").addEventListener("change", () => { by("list").scrollTop = 0; filter(); });
  by("find").addEventListener("input", () => { by("list").scrollTop = 0; filter(); });
  by("list").addEventListener("scroll", drawList, {passive: true});
  by("rows").addEventListener("click", event => { const row = event.target.closest(".row"); if (row) show(Number(row.dataset.number)); });
  for (const id of ["viewer", "diagnosis"]) {
    by(id).open = sessionStorage.getItem(id) !== "closed";
    by(id).addEventListener("toggle", () => {
      sessionStorage.setItem(id, by(id).open ? "open" : "closed");
      if (by(id).open && !by(id).querySelector(".inside").firstChild && document.body.dataset.ready) slow(current);
    });
  }
  by("export").addEventListener("click", async () => {
    await queue;
    ask("export", {reviewer}).then(done => say(`${done.labels} labels written to ${done.file}.`), e => say(e.message, true));
  });
  by("agree").addEventListener("click", async () => {
    try {
      const found = await ask("agreement");
      open("Agreement between reviewers", found.rows.length ? table(found)
        : make("p", "", "Only one reviewer so far. Agreement needs two reviewers who answered the same datasets."));
    } catch (e) {
      say(e.message, true);
    }
  });
  by("dialog-close").addEventListener("click", () => by("dialog").close());
  addEventListener("resize", drawList);
  addEventListener("keydown", key);
  addEventListener("beforeunload", event => { if (saving) event.preventDefault(); });
  start().catch(e => say(e.message, true));
})();
