// Keys for every button that prints one. All of it works without this file, by pointer and by Tab.
(() => {
  "use strict";
  const typing = (el) => el && (el.matches("input, textarea, select") || el.isContentEditable);
  const rows = () => [...document.querySelectorAll("[data-list] [data-row]")];
  let going = 0; // until when a letter after g names a page

  function move(step) {
    const list = rows();
    if (!list.length) return false;
    const at = list.indexOf(document.activeElement);
    const next = list[at < 0 ? (step > 0 ? 0 : list.length - 1) : Math.min(list.length - 1, Math.max(0, at + step))];
    next.focus();
    next.scrollIntoView({ block: "nearest" });
    return true;
  }

  function act(el) {
    if (el.matches("input, textarea, select")) { el.focus(); return; }
    if (el.dataset.open) { document.getElementById(el.dataset.open).showModal(); return; }
    el.click();
  }

  function both(summaries) {
    const open = !summaries[0].parentElement.open;
    for (const summary of summaries) summary.parentElement.open = open;
  }

  // The line that has the focus is chosen, or not any more.
  function choose() {
    const box = document.activeElement && document.activeElement.closest(".row")?.querySelector("input[type=checkbox]");
    if (box) box.checked = !box.checked;
    return Boolean(box);
  }

  // Digits of an Arabic or Persian keyboard are the same keys.
  const plain = (key) => key.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (d) => String(d.charCodeAt(0) & 15));
  // Letters are found by their place on the keyboard, so that an Arabic layout reaches them too.
  function keyOf(event) {
    const key = plain(event.key);
    if (/^[\x21-\x7e]$/.test(key)) return key;
    const place = /^Key([A-Z])$/.exec(event.code || "");
    return place ? place[1].toLowerCase() : key;
  }

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && typing(document.activeElement)) { document.activeElement.blur(); return; }
    if (typing(document.activeElement) || document.querySelector("dialog[open]")) return;
    const key = keyOf(event);
    if (going > Date.now()) {
      going = 0;
      const link = document.querySelector(`[data-go="${CSS.escape(key)}"]`);
      if (link) { event.preventDefault(); link.click(); }
      return;
    }
    if (key === "g") { going = Date.now() + 1500; return; }
    const targets = [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)];
    if (targets.length) {
      event.preventDefault();
      // Texts stand in pairs and open in pairs; of anything else the first one is meant.
      if (targets[0].matches("summary")) both(targets); else act(targets[0]);
      return;
    }
    if (key === "x" && choose()) { event.preventDefault(); return; }
    if ((key === "j" || key === "k") && move(key === "j" ? 1 : -1)) event.preventDefault();
  });

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-open]");
    if (opener) document.getElementById(opener.dataset.open).showModal();
    for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
  });

  document.addEventListener("change", (event) => {
    const names = document.getElementById(event.target.dataset.names || "");
    if (names) names.textContent = [...event.target.files].map((file) => file.name).join(", ");
    if (event.target.matches("[data-submit]")) event.target.form.requestSubmit();
  });

  // A form is sent once: two fast keys must not rule twice.
  document.addEventListener("submit", (event) => {
    if (event.target.dataset.sent) { event.preventDefault(); return; }
    if (event.target.method !== "dialog") event.target.dataset.sent = "1";
  });
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((f) => delete f.dataset.sent));

  // Who comes back to the list goes on where they were.
  const here = location.hash && document.getElementById(location.hash.slice(1));
  if (here && here.matches("[data-row]")) here.focus();

  // Exact moments in the reader's own zone, on hover.
  function local(root) {
    const format = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" });
    for (const el of root.querySelectorAll("time[datetime*='T']")) {
      const at = new Date(el.getAttribute("datetime"));
      if (!Number.isNaN(at.getTime())) el.title = format.format(at);
    }
  }
  local(document);
  document.addEventListener("htmx:afterSwap", (event) => local(event.detail.elt.ownerDocument));

  // The list may refresh while a row has the focus: give it back.
  let held = -1;
  document.addEventListener("htmx:beforeSwap", () => { held = rows().indexOf(document.activeElement); });
  document.addEventListener("htmx:afterSwap", () => { if (held >= 0 && rows()[held]) rows()[held].focus(); held = -1; });
})();
