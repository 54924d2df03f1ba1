
"use strict";
(() => {
  const form = document.getElementById("filters");
  const by = (id) => document.getElementById(id);
  const find = by("find"), only = by("only"), keys = by("keys"), count = by("count");
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();

  // The page, as the filters see it. Texts are read when they are first looked for.
  const rows = Array.from(document.querySelectorAll(".texts .row"), (el) => ({ el, flags: [], text: null, shown: true }));
  const rowOf = new Map(rows.map((row) => [row.el, row]));
  const flags = Array.from(document.querySelectorAll("li.flag"), (el) => {
    const row = rowOf.get(el.closest(".row"));
    const flag = { el, row, shown: true, marks: [] };
    row.flags.push(flag);
    return flag;
  });
  const flagOf = new Map(flags.map((flag) => [flag.el.id, flag]));
  const marks = Array.from(document.querySelectorAll("[data-f]"), (el) => {
    const mark = { el, flags: el.dataset.f.split(" ").map((id) => flagOf.get(id)).filter(Boolean) };
    for (const flag of mark.flags) flag.marks.push(mark);
    return mark;
  });
  const tables = Array.from(document.querySelectorAll(".texts"), (el) => ({
    nothing: el.previousElementSibling, el, rows: Array.from(el.querySelectorAll(".row"), (row) => rowOf.get(row)),
  }));
  const facets = Array.from(form.querySelectorAll(".facets input"));
  let current = null;

  function say(text) {
    if (count.textContent !== text) count.textContent = text;
  }
  function fill(message, values) {
    return message.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
  }
  function hide(el, hidden) {
    if (el.hidden !== hidden) el.hidden = hidden;
  }

  function filter() {
    const wanted = {};
    for (const box of facets) (wanted[box.name] ??= new Set()).add(box.checked ? box.value : "");
    const words = fold(find.value.trim());
    for (const row of rows) {
      if (words && row.text === null) row.text = fold(row.el.textContent);
      row.found = !words || row.text.includes(words);
    }
    for (const flag of flags) {
      const passes = Object.keys(wanted).every((kind) => wanted[kind].has(flag.el.dataset[kind]));
      flag.shown = passes && flag.row.found;
      hide(flag.el, !passes);
    }
    for (const mark of marks) mark.el.classList.toggle("off", !mark.flags.some((flag) => flag.shown));
    for (const row of rows) {
      row.shown = row.found && (!only.checked || row.flags.some((flag) => flag.shown));
      hide(row.el, !row.shown);
    }
    for (const table of tables) {
      const empty = table.rows.length > 0 && !table.rows.some((row) => row.shown);
      hide(table.el, empty);
      hide(table.nothing, !empty);
    }
    if (current && !current.shown) point(null);
    const shown = flags.filter((flag) => flag.shown).length;
    say(fill(form.dataset.shown, { shown, total: flags.length }));
  }

  function point(flag) {
    for (const [one, on] of [[current, false], [flag, true]]) {
      if (one) for (const { el } of [one, ...one.marks]) el.classList.toggle("now", on);
    }
    current = flag;
  }

  // From the flag in hand, or else from what is on the screen.
  function step(way) {
    const shown = flags.filter((flag) => flag.shown);
    let at = shown.indexOf(current);
    if (at >= 0) at += way;
    else {
      const top = form.getBoundingClientRect().bottom;
      at = shown.findIndex((flag) => flag.el.getBoundingClientRect().top >= top);
      if (way < 0) at = (at < 0 ? shown.length : at) - 1;
      else if (at < 0) at = shown.length;
    }
    const flag = shown[at];
    if (!flag) return say(form.dataset.none);
    point(flag);
    flag.el.scrollIntoView({ block: "center" });
    flag.el.focus({ preventScroll: true });
    say(fill(form.dataset.flag, { number: at + 1, shown: shown.length }));
  }

  let waiting = 0;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", (event) => { if (event.target !== keys) filter(); });
  find.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(filter, 200);
  });
  by("next").addEventListener("click", () => step(1));
  by("previous").addEventListener("click", () => step(-1));
  by("all").addEventListener("click", () => {
    for (const box of facets) box.checked = true;
    only.checked = false;
    find.value = "";
    filter();
  });
  by("more").addEventListener("click", () => {
    hide(by("facets"), !by("facets").hidden);
    by("more").setAttribute("aria-expanded", String(!by("facets").hidden));
  });
  document.addEventListener("focusin", (event) => {
    const flag = flagOf.get(event.target.closest?.("li.flag")?.id);
    if (flag && flag !== current) point(flag);
  });
  document.addEventListener("click", (event) => {
    const mark = event.target.closest?.("mark, sup.ref");
    const flag = mark && flagOf.get(mark.dataset.f.split(" ")[0]);
    if (!flag || !flag.shown || String(getSelection())) return;
    flag.el.scrollIntoView({ block: "nearest" });
    flag.el.focus({ preventScroll: true });
  });

  // Keys of one letter, unless something is being typed or they are switched off.
  const steps = { n: 1, j: 1, p: -1, k: -1 };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target === find) {
      find.value = "";
      filter();
      find.blur();
    }
    if (!keys.checked || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const on = event.target;
    if (on.isContentEditable || /^(textarea|select)$/i.test(on.tagName)) return;
    if (/^input$/i.test(on.tagName) && !/^(checkbox|radio|button)$/.test(on.type)) return;
    if (event.key === "/") find.focus();
    else if (Object.hasOwn(steps, event.key)) step(steps[event.key]);
    else return;
    event.preventDefault();
  });

  form.hidden = false;
  document.documentElement.classList.add("tooled");
  // What is jumped to must not lie under the tools.
  const root = document.documentElement.style;
  new ResizeObserver(() => root.setProperty("--bar", `${form.offsetHeight}px`)).observe(form);
  root.setProperty("--bar", `${form.offsetHeight}px`);
  filter();
})();
