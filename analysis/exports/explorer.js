// From any mark to its sentences: one view, hosted by a notebook's widget or by a page of its own.
// What documents say is only ever set as text, by `make`: no markup is built from strings here.

import { Texts, lastAtMost, oneLine, shown } from "./explorer_texts.js"; // set before this file by explorer_page.py

const ROWS = 25; // rows drawn at once, the rest on request: a large corpus filters as fast as a small one
const LONGEST = 400; // characters of a sentence shown before and after a mention
const VIEW = 200000; // characters of one document drawn at once
const COLUMNS = ["document", "sentence", "start", "end", "theme"]; // of a mention
const PARTS = ["document", "period", "clock", "theme", "term", "mark", "at", "order"];
const ORDERS = {
  "": "as in the folder", date: "by date", source: "by source", words: "by length", mentions: "by mentions",
};

const count = (number) => number.toLocaleString("en");
const plural = (number, noun) => `${count(number)} ${noun}${number === 1 ? "" : "s"}`;
const sentenceKey = (document, sentence) => document * 1e7 + sentence;
const swatch = (theme) => make("span", { class: "swatch", vars: { color: theme.color } });
const press = (mark, click, ...inside) => make("button", { type: "button", "data-mark": mark, click }, ...inside);

function give(node, attributes) {
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "click") node.addEventListener("click", value);
    else if (key === "vars") for (const [own, it] of Object.entries(value)) node.style.setProperty(`--${own}`, it);
    else if (value !== undefined && value !== "") node.setAttribute(key, shown(value));
  }
}

function make(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  give(node, attributes);
  node.append(...children.flat().map((child) => (typeof child === "string" ? shown(child) : child)));
  return node;
}

// New content, without losing the place of whoever works by keyboard.
function replace(parent, ...nodes) {
  const key = parent.contains(document.activeElement) ? document.activeElement.dataset.mark : undefined;
  parent.replaceChildren(...nodes.flat());
  if (key !== undefined) parent.querySelector(`[data-mark="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
}

// ---- the selection as text: what the address of a page and the widget's `selection` hold

const write = (state) =>
  PARTS.filter((part) => state[part]).map((part) => `${part}=${encodeURIComponent(state[part])}`).join(";");

function decoded(value) {
  try {
    return decodeURIComponent(value);
  } catch { // a broken address selects less
    return "";
  }
}

const read = (text) => Object.fromEntries(text.split(";").map((part) => part.split("=").map(decoded))
  .filter(([part, value]) => PARTS.includes(part) && value));

// ---- the view

class Explorer {
  constructor(root, index, texts, host) {
    Object.assign(this, { root, index, texts, host, turn: 0, limit: ROWS, drawn: ROWS });
    this.themes = [...index.themes, { name: "", label: "", color: "#7a4fb5" }]; // the last stands for the term
    this.number = new Map(index.documents.id.map((id, number) => [id, number]));
    this.told = new Map(); // sentence -> the periods that it tells of
    index.dates.period.forEach((period, row) => {
      const key = sentenceKey(index.dates.document[row], index.dates.sentence[row]);
      if (period >= 0) this.told.set(key, [...(this.told.get(key) ?? []), period]);
    });
    if (index.chart) this.buildChart();
    this.build();
    host.listen((text) => this.restore(text));
    this.restore(host.read()).then(() => texts.prepare());
  }

  async restore(text) {
    if (this.state && text === write(this.state)) return;
    this.state = read(text);
    this.search.value = this.state.term ?? "";
    await this.update();
  }

  // The one way to change the selection. What is chosen a second time is let go; a new choice starts at its first hit.
  async choose(changes, { toggle = true } = {}) {
    const again = toggle && Object.entries(changes).every(([part, value]) => this.state[part] === value);
    const cleared = Object.fromEntries(Object.keys(changes).map((part) => [part, ""]));
    this.state = { ...this.state, at: "", ...(again ? cleared : changes) };
    this.limit = ROWS;
    this.host.write(write(this.state));
    await this.update();
    // Where the parts stand below each other, go to the one that answers.
    if (getComputedStyle(this.grid).gridTemplateColumns.includes(" ") || "term" in changes || "order" in changes) return;
    (changes.at ? this.readPart : this.foundPart).scrollIntoView();
  }

  async update() {
    const turn = ++this.turn;
    this.root.setAttribute("aria-busy", "true");
    const { term = "" } = this.state;
    if (term !== this.rows?.term) {
      const rows = await this.gather(term);
      if (turn !== this.turn) return;
      this.rows = rows;
    }
    this.tally();
    if (this.index.chart) this.drawChart();
    else this.drawTable();
    for (const clock of Object.keys(this.clocks)) this.drawClock(clock);
    await this.drawFound(turn);
    await this.drawRead(turn);
    if (turn === this.turn) this.root.setAttribute("aria-busy", "false");
  }

  // What is counted, in columns: all mentions, and after them the places of the term, whose theme is the last.
  async gather(term) {
    const { mentions } = this.index;
    if (!term) return { ...mentions, term };
    const hits = await this.texts.search(term);
    hits.theme = hits.document.map(() => this.themes.length - 1);
    const columns = COLUMNS.map((column) => [column, mentions[column].concat(hits[column])]);
    const within = new Set(hits.document.map((document, row) => sentenceKey(document, hits.sentence[row])));
    return { ...Object.fromEntries(columns), term, within, error: hits.error };
  }

  // One pass over all mentions: each part shows what passes the choices made in the others.
  tally() {
    const { index, state, themes, rows } = this;
    const { id, period: published = [] } = index.documents;
    const last = themes.length - 1;
    const theme = index.themes.findIndex((one) => one.name === state.theme);
    const chosen = this.number.get(state.document) ?? -1;
    const told = state.clock === "mentioned";
    const wanted = this.periodAt(state);
    const marked = state.mark && new Set(index.chart?.marks[state.mark]?.rows);
    const both = new Set(); // with a term and a theme: the sentences that hold the theme
    this.cells = new Int32Array(id.length * themes.length);
    this.perDocument = new Int32Array(id.length);
    const bars = (clock) => new Int32Array(index.clocks[clock].period.length * themes.length);
    this.bars = { published: bars("published"), mentioned: bars("mentioned") };
    this.found = []; // what is listed
    rows.document.forEach((document, row) => {
      const [number, key] = [rows.theme[row], sentenceKey(document, rows.sentence[row])];
      if ((rows.within && !rows.within.has(key)) || (marked && !marked.has(row))) return;
      const inDocument = chosen < 0 || document === chosen;
      const tells = this.told.get(key);
      const inPeriod = !state.period || (told ? tells?.includes(wanted) : published[document] === wanted);
      if (inPeriod) this.cells[document * themes.length + number] += 1;
      // A clock is not filtered by its own choice, or there would be no other bar left to choose.
      if (inDocument && (inPeriod || !told)) this.bars.published[published[document] * themes.length + number] += 1;
      for (const period of inDocument && tells && (inPeriod || told) ? tells : []) {
        this.bars.mentioned[period * themes.length + number] += 1;
      }
      if (number === theme) both.add(key);
      // A term alone lists the term; with a theme it lists both, in the sentences that hold both.
      const listed = number === last ? theme < 0 || both.has(key) : theme < 0 ? !rows.within : number === theme;
      if (!listed || !inPeriod) return;
      this.perDocument[document] += 1;
      if (inDocument) this.found.push(row);
    });
    if (rows.within && theme >= 0) {
      this.found.sort((one, other) => rows.document[one] - rows.document[other] || rows.start[one] - rows.start[other]);
    }
    this.filtered = theme >= 0 || rows.within || told;
    themes.at(-1).label = state.term ? `“${state.term}”` : "";
    this.arrange();
  }

  periodAt({ period, clock }) {
    return this.index.clocks[clock ?? "published"]?.period.indexOf(period);
  }

  // The lines of the list: a sentence each, and with a term a mention each; `lines` are their first places in `found`.
  arrange() {
    [this.lines, this.sentences, this.inDocuments] = [[], 0, 0];
    const { document, sentence } = this.rows;
    this.found.forEach((row, place) => {
      const before = this.found[place - 1];
      const nextDocument = document[row] !== document[before];
      const next = nextDocument || sentence[row] !== sentence[before];
      if (next || sentence[row] < 0 || this.state.term) this.lines.push(place);
      this.sentences += next;
      this.inDocuments += nextDocument;
    });
  }

  hit(row) {
    return Object.fromEntries(COLUMNS.map((column) => [column, this.rows[column][row]]));
  }

  build() {
    const { index, host } = this;
    const [top, below] = host.page ? ["h1", "h2"] : ["h3", "h4"];
    const scroll = (label, ...inside) =>
      make("div", { class: "scroll", role: "group", tabindex: "0", "aria-label": label }, ...inside);
    this.search = make("input", { type: "search", spellcheck: "false", autocomplete: "off" });
    this.search.addEventListener("input", () => {
      clearTimeout(this.typing);
      this.typing = setTimeout(() => this.choose({ term: this.search.value.trim() }, { toggle: false }), 200);
    });
    this.order = make("select", {}, ...Object.entries(ORDERS).map(([value, text]) => new Option(text, value)));
    this.order.addEventListener("change", () => this.choose({ order: this.order.value }, { toggle: false }));
    [this.more, this.moreFound, this.chips] = [make("div"), make("div"), make("div", { class: "chips" })];
    this.table = make("table");
    const clock = (name) => [name, make("table", { class: "clock" })];
    this.clocks = Object.fromEntries(index.chart ? [] : Object.keys(index.clocks).map(clock));
    this.status = make("p", { class: "status", role: "status" });
    this.list = make("ol");
    this.title = make("div", { class: "title" });
    this.text = make("div", { class: "text", tabindex: "0", role: "group", "aria-label": "Document" });
    const look = index.chart
      ? [this.figure, make("p", { class: "meta" }, "Click on any mark of the chart to see the sentences that it counts.")] : [
      make("label", { class: "search" }, "Find a word or a phrase (* for any letters)", this.search),
      make("div", { class: "row" }, make(below, {}, "Documents and themes"), make("label", {}, "Order ", this.order)),
      scroll("Documents and themes", this.table), this.more,
      ...Object.entries(this.clocks).flatMap(([clock, table]) => [make(below, {}, index.clocks[clock].title),
        make("p", { class: "meta" }, index.clocks[clock].note), scroll(index.clocks[clock].title, table)]),
    ];
    this.foundPart = make("section", { class: "found" },
      make(below, {}, "Sentences"), this.chips, this.status, scroll("List of sentences", this.list, this.moreFound));
    this.readPart = make("section", { class: "read" }, this.title, this.text,
      make("p", { class: "meta" }, "Grey: left out of the count." +
        (index.chart ? "" : " Underlined: a date and what it can mean.")));
    this.grid = make("div", { class: "grid" }, make("section", { class: "look" }, ...look), this.foundPart, this.readPart);
    this.root.classList.add("explorer");
    this.root.dataset.lmSuppressShortcuts = "true"; // or JupyterLab takes the arrow keys
    const header = index.chart ? [] : [make(top, {}, "Explorer"), make("p", { class: "meta" }, index.head)];
    this.root.replaceChildren(...header, this.grid);
    for (const part of [this.table, ...Object.values(this.clocks)]) roving(part);
  }

  // A mark: pressed where its part of the selection stands.
  mark(mark, changes, inside, attributes = {}) {
    const pressed = Object.entries(changes).every(([part, value]) => (this.state[part] ?? "") === value);
    return make("button", { type: "button", "data-mark": mark, tabindex: "-1", "aria-pressed": String(pressed),
      click: () => this.choose(changes), ...attributes }, ...inside);
  }

  rest(parent, number, show) {
    replace(parent, ...(number > 0 ? [press("more", show, `Show more of ${count(number)}`)] : []));
  }

  // ---- documents × themes

  drawTable() {
    const { state, themes, index: { documents } } = this;
    const numbers = [...documents.id.keys()].filter((number) => documents.id[number] === state.document ||
      (this.filtered ? this.perDocument[number] : !state.period || documents.period[number] === this.periodAt(state)));
    this.order.value = state.order ?? "";
    this.sort(numbers);
    const columns = [...themes.keys()].filter((number) => themes[number].label);
    const most = this.cells.reduce((one, other) => Math.max(one, other), 1);
    const heads = columns.map((number) => make("th", { scope: "col" }, themes[number].name
      ? this.mark(`theme=${themes[number].name}`, { theme: themes[number].name },
        [swatch(themes[number]), themes[number].label], { title: themes[number].note })
      : [swatch(themes[number]), themes[number].label]));
    const rows = numbers.slice(0, this.drawn).map((document) => make("tr", {}, make("th", { scope: "row" },
      this.mark(`document=${documents.id[document]}`, { document: documents.id[document] },
        [documents.name[document], make("span", { class: "name" }, documents.title[document])]),
      make("span", { class: "meta" }, documents.meta[document])),
    columns.map((number) => this.cell(document, number, most))));
    const of = numbers.length < documents.id.length ? ` of ${count(documents.id.length)}` : "";
    const corner = make("th", { scope: "col" }, `${plural(numbers.length, "document")}${of}`);
    fill(this.table, [corner, ...heads], rows);
    this.rest(this.more, numbers.length - rows.length, () => { this.drawn += 200; this.drawTable(); });
  }

  sort(numbers) {
    const { published, source, words } = this.index.documents;
    const key = {
      date: (number) => published[number] || "~", // without a date: last
      source: (number) => source[number],
      words: (number) => -words[number],
      mentions: (number) => -this.perDocument[number],
    }[this.state.order];
    if (key) numbers.sort((one, other) => (key(one) > key(other)) - (key(one) < key(other)) || one - other);
  }

  cell(number, place, most) {
    const [theme, mentions] = [this.themes[place], this.cells[number * this.themes.length + place]];
    const [document, name] = [this.index.documents.id[number], this.index.documents.name[number]];
    if (!mentions) return make("td", { class: "none" }, "0");
    const mark = `document=${document};theme=${theme.name}`;
    return make("td", {}, this.mark(mark, { document, theme: theme.name }, [count(mentions)],
      { class: "cell", "aria-label": `${theme.label}, ${name}: ${plural(mentions, "mention")}`,
        vars: { color: theme.color, part: `${Math.round(4 + 28 * Math.sqrt(mentions / most))}%` } }));
  }

  // ---- both clocks: the height of a bar is the rate over all documents, its number what the selection leaves of it

  drawClock(clock) {
    const { themes, clocks } = this.index;
    const { period: periods, name: names, documents, count: counts, per_1000: rates } = clocks[clock];
    const most = rates.reduce((one, other) => Math.max(one, other), 0) || 1; // null, an unknown rate, is 0 to Math.max
    const heads = periods.map((period, place) => make("th", { scope: "col" },
      this.mark(`period=${period};clock=${clock}`, { period, clock }, [names[place]]),
      make("span", { class: "meta" }, `n=${count(documents[place])}`)));
    const bar = (theme, number, period, place) => {
      const [all, rate] = [counts, rates].map((numbers) => numbers[place * themes.length + number]);
      const here = this.bars[clock][place * this.themes.length + number];
      if (!all) return make("td", { class: "none" }, documents[place] ? "0" : "");
      const label = `${theme.label}, ${names[place]}: ${plural(here, "mention")}` +
        (here === all ? "" : ` of ${count(all)}`) + (rate === null ? "" : `, ${rate.toPrecision(3)} per 1,000 words`);
      return make("td", {}, this.mark(`period=${period};theme=${theme.name};clock=${clock}`,
        { period, theme: theme.name, clock }, [make("span", { class: "bar" }), count(here)],
        { class: here ? "column" : "column gone", "aria-label": label, title: label,
          vars: { color: theme.color, high: `${Math.max(2, Math.round((100 * (rate ?? 0)) / most))}%` } }));
    };
    const rows = themes.map((theme, number) => make("tr", {}, make("th", { scope: "row" }, swatch(theme), theme.label),
      periods.map((period, place) => bar(theme, number, period, place))));
    fill(this.clocks[clock], [make("td"), ...heads], rows);
  }

  // ---- the sentences of the selection

  async drawFound(turn) {
    this.drawChips();
    const where = `${plural(this.sentences, "sentence")} of ${plural(this.inDocuments, "document")}`;
    const said = this.found.length ? `${plural(this.found.length, "mention")} in ${where}.`
      : "No mention: nothing matches this selection.";
    this.status.textContent = this.rows.error || said;
    const rows = this.lines.slice(0, this.limit)
      .map((from, line) => this.found.slice(from, this.lines[line + 1]).map((row) => this.hit(row)));
    const docs = await Promise.all(rows.map(([hit]) => this.texts.get(hit.document)));
    if (turn !== this.turn) return;
    this.list.classList.toggle("lines", Boolean(this.state.term));
    replace(this.list, ...rows.map((row, place) => this.item(row, docs[place])));
    this.rest(this.moreFound, this.lines.length - rows.length, () => { this.limit += 200; this.drawFound(this.turn); });
  }

  item(row, doc) {
    const at = this.place(row[0]);
    const [from, to] = doc.around(row[0]);
    const end = Math.min(to, row[0].end + LONGEST);
    const parts = [];
    let done = Math.max(from, row[0].start - LONGEST);
    const [before, after] = [done > from ? "… " : "", end < to ? " …" : ""];
    for (const hit of row.filter((one, place) => one.end <= end && (!place || one.start >= row[place - 1].end))) {
      const look = { vars: { color: this.themes[hit.theme].color } };
      parts.push(make("span", {}, (parts.length ? "" : before) + doc.reading(done, hit.start)));
      parts.push(make("mark", look, doc.reading(hit.start, hit.end)));
      done = hit.end;
    }
    parts.push(make("span", {}, doc.reading(done, end) + after));
    if (this.state.term) { // keyword in context: the word in the middle, what is far from it cut
      parts[0].textContent = parts[0].textContent.replace(/^.*\s(?=.{80})/u, "… ");
      parts[2].textContent = parts[2].textContent.replace(/(?<=^.{80}\S*)\s.*$/u, " …");
    }
    const button = press(at, () => this.choose({ at }, { toggle: false }),
      make("span", { class: "meta" }, `${this.index.documents.name[row[0].document]} `),
      make("span", { class: "words" }, ...parts));
    button.setAttribute("aria-current", String(at === this.current()));
    return make("li", {}, button);
  }

  place(hit) {
    return `${this.index.documents.id[hit.document]}:${hit.start}`;
  }

  // The place that is read: the one chosen, else the first of the selection.
  current() {
    const { at, document, theme, term, period, mark } = this.state;
    const chosen = document || theme || term || period || mark;
    return at || (chosen && this.found.length ? this.place(this.hit(this.found[0])) : "");
  }

  drawChips() {
    const { theme, document, term, period, clock, mark } = this.state;
    const chosen = {
      theme: this.themes.find((one) => one.name === theme)?.label ?? theme,
      document: this.index.documents.name[this.number.get(document)] ?? document,
      term: term && `“${term}”`,
      period: this.index.clocks[clock ?? "published"]?.chosen[this.periodAt(this.state)] ?? period,
      mark: this.index.chart?.marks[mark]?.name ?? mark,
    };
    const takeBack = (part) => () => {
      if (part === "term") this.search.value = "";
      this.choose(part === "period" ? { period: "", clock: "" } : { [part]: "" }, { toggle: false });
    };
    const chips = Object.entries(chosen).filter(([part, name]) => name && this.state[part])
      .map(([part, name]) => press(`chip-${part}`, takeBack(part), `${name} ×`));
    for (const chip of chips) chip.setAttribute("aria-label", `Take back ${chip.textContent.slice(0, -2)}`);
    replace(this.chips, ...chips, ...this.host.tools(this));
  }

  // ---- the document

  async drawRead(turn) {
    const { documents } = this.index;
    const current = this.current();
    const cut = current.lastIndexOf(":");
    const number = this.number.get(cut < 0 ? this.state.document || documents.id[0] : current.slice(0, cut));
    if (number === undefined) return replace(this.title, make("p", {}, "There is no such document."));
    const doc = await this.texts.get(number);
    if (turn !== this.turn) return undefined;
    const point = cut < 0 ? -1 : Number(current.slice(cut + 1));
    const sentence = point < 0 ? -1 : doc.sentenceAt(point);
    const isHere = (row) => this.rows.start[row] === point && this.rows.document[row] === number;
    const line = lastAtMost(this.lines, this.found.findIndex(isHere));
    const step = (by) => () => {
      const row = this.found[this.lines[line + by]];
      if (row !== undefined) this.choose({ at: this.place(this.hit(row)) }, { toggle: false });
    };
    const name = documents.title[number] || documents.name[number];
    const copy = press("copy", async () => {
      const citation = cite(documents, number, doc, sentence);
      await navigator.clipboard.writeText(citation).then(() => { this.status.textContent = "Copied with its source."; },
        () => { this.status.textContent = citation; }); // to be copied by hand where the browser keeps its clipboard
    }, "Copy with source");
    const evidence = documents.evidence[number].split(" | ").filter(Boolean).map((cue) => make("li", {}, cue));
    replace(this.title, make(this.host.page ? "h2" : "h4", {}, name),
      make("p", { class: "meta" }, `${documents.id[number]} · ${documents.meta[number]}`),
      evidence.length ? make("details", { class: "meta" }, make("summary", {}, "How it is dated"), make("ul", {}, evidence))
        : [],
      make("div", { class: "chips" }, press("previous", step(-1), "‹ Previous"), press("next", step(1), "Next ›"),
        sentence < 0 ? [] : copy));
    this.text.setAttribute("aria-label", shown(`Text of ${name}`));
    return this.drawText(number, doc, sentence, point);
  }

  drawText(number, doc, sentence, point) {
    const { dates, rules } = this.index;
    const spans = doc.cuts.map(([start, end, rule]) => ({ start, end, cut: rules[rule] }));
    dates.document.forEach((document, row) => {
      if (document !== number || dates.kind[row] !== "date") return;
      const [start, end, date, role] = ["start", "end", "said", "role"].map((column) => dates[column][row]);
      spans.push({ start, end, role, date });
    });
    const hits = this.found.filter((row) => this.rows.document[row] === number).map((row) => this.hit(row));
    for (const hit of hits) spans.push({ start: hit.start, end: hit.end, hit });
    const [start, end] = sentence < 0 ? [point, hits.find((hit) => hit.start === point)?.end ?? point]
      : [doc.starts[sentence], doc.ends[sentence]];
    spans.push({ start, end, now: "now" });
    const total = doc.point(doc.text.length);
    const from = Math.max(0, point - VIEW / 2);
    const to = Math.min(total, from + VIEW);
    const nodes = segments(spans, from, to).map((part) => {
      const text = doc.text.slice(doc.unit(part.start), doc.unit(part.end));
      const open = Object.assign({}, ...part.open.toReversed());
      if (!part.open.length) return shown(text);
      const date = part.open.find((span) => span.date);
      const classes = [open.cut && "cut", date && "date", open.now].filter(Boolean).join(" ");
      return make(open.hit ? "mark" : "span", { class: classes,
        title: open.cut ? `left out: ${open.cut}` : open.role, "data-date": date?.end === part.end ? date.date : "",
        vars: open.hit ? { color: this.themes[open.hit.theme].color } : {} }, text);
    });
    const more = (left, where) =>
      (left > 0 ? [make("p", { class: "meta" }, `… ${plural(left, "character")} ${where} …`)] : []);
    this.text.replaceChildren(...more(from, "before"), ...nodes, ...more(total - to, "after"));
    const now = this.text.querySelector(".now")?.getBoundingClientRect().top;
    const top = now === undefined ? 0 : now - this.text.getBoundingClientRect().top + this.text.scrollTop;
    this.text.scrollTop = top - this.text.clientHeight / 3;
  }

  // ---- a chart of the notebook: its marks carry the keys of their rows

  buildChart() {
    const { svg, alt, marks } = this.index.chart;
    const drawing = document.importNode(new DOMParser().parseFromString(svg, "image/svg+xml").documentElement, true);
    drawing.removeAttribute("aria-labelledby");
    give(drawing, { role: "group", "aria-label": alt });
    this.figure = make("div", { class: "figure" }, drawing);
    this.marks = [...drawing.querySelectorAll("[id*='=']")].filter((node) => Object.hasOwn(marks, node.id));
    const seen = new Set(); // a bar and its interval share one mark: the first is the one for keyboard and ear
    for (const node of this.marks) {
      const mark = node.id;
      node.removeAttribute("id");
      node.classList.add("mark");
      give(node, { "data-key": mark, click: () => this.choose({ mark }) });
      if (seen.has(mark)) continue;
      seen.add(mark);
      const label = `${marks[mark].name}: ${plural(marks[mark].rows.length, "mention")}`;
      give(node, { role: "button", tabindex: "-1", "data-mark": mark, "aria-label": label });
    }
    roving(this.figure);
    settle(this.figure);
  }

  drawChart() {
    for (const node of this.marks) {
      if (node.dataset.mark) node.setAttribute("aria-pressed", String(node.dataset.key === this.state.mark));
      node.classList.toggle("gone", Boolean(this.state.mark) && node.dataset.key !== this.state.mark);
    }
  }
}

// ---- small helpers of the view

// The stretches of text between all ends of spans, each with the spans that are open there.
function segments(spans, from, to) {
  const inside = spans.filter((span) => span.end > Math.max(from, span.start) && span.start < to)
    .sort((one, other) => one.start - other.start);
  const edges = [...new Set([from, to, ...inside.flatMap((span) => [span.start, span.end])])]
    .filter((edge) => edge >= from && edge <= to).sort((one, other) => one - other);
  let [open, next] = [[], 0];
  return edges.slice(0, -1).map((start, place) => {
    open = open.filter((span) => span.end > start);
    while (next < inside.length && inside[next].start <= start) open.push(inside[next++]);
    return { start, end: edges[place + 1], open: [...open] };
  });
}

function cite(documents, number, doc, sentence) {
  const [start, end] = [doc.starts[sentence], doc.ends[sentence]];
  const source = [documents.title[number], documents.source[number], documents.published[number] || "no date"];
  return oneLine(`“${doc.reading(start, end)}” (${source.filter(Boolean).join(", ")}; ` +
    `document ${documents.id[number]}, sentence ${sentence}, characters ${start}–${end})`);
}

// One stop for the Tab key per part; inside it the arrow keys go to the nearest mark in their direction.
function roving(part) {
  const marks = () => [...part.querySelectorAll("[data-mark]")];
  part.addEventListener("focusin", ({ target }) => {
    for (const mark of marks()) mark.setAttribute("tabindex", mark === target ? "0" : "-1");
  });
  part.addEventListener("keydown", (event) => {
    const origin = event.target.closest("[data-mark]");
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    const drawn = ["Enter", " "].includes(event.key) && !(origin instanceof HTMLButtonElement);
    if (!origin || (!step && !drawn)) return;
    event.preventDefault();
    if (drawn) return void origin.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    const middle = (node) => {
      const { x, y, width, height } = node.getBoundingClientRect();
      return [x + width / 2, y + height / 2];
    };
    const [x, y] = middle(origin);
    const far = (node) => {
      const [right, down] = [middle(node)[0] - x, middle(node)[1] - y];
      const along = right * step[0] + down * step[1];
      return along < 2 ? Infinity : along + 8 * Math.abs(right * step[1] + down * step[0]);
    };
    const [distance, best] = marks().map((node) => [far(node), node]).sort(([one], [other]) => one - other)[0];
    if (distance < Infinity) best.focus();
  });
}

function fill(table, heads, rows) {
  replace(table, make("thead", {}, make("tr", {}, ...heads)), make("tbody", {}, ...rows));
  settle(table);
}

function settle(part) {
  if (!part.querySelector("[data-mark][tabindex='0']")) part.querySelector("[data-mark]")?.setAttribute("tabindex", "0");
}

// ---- the two hosts

export function start(root, { index, packs }) {
  return new Explorer(root, index, new Texts(index, packs), {
    page: true,
    read: () => location.hash.slice(1),
    write: (text) => { location.hash = text; },
    listen: (restore) => addEventListener("hashchange", () => restore(location.hash.slice(1))),
    tools: () => [],
  });
}

function render({ model, el }) {
  const waiting = new Map();
  const ask = (question) => new Promise((answer) => {
    const asked = crypto.getRandomValues(new Uint32Array(1))[0]; // two views of one model hear the same answers
    waiting.set(asked, answer);
    model.send({ ...question, asked });
  });
  const heard = { "msg:custom": (message) => waiting.get(message.asked)?.(message) };
  const index = model.get("index");
  const packs = model.get("packs").map((pack) => new Uint8Array(pack.buffer, pack.byteOffset, pack.byteLength));
  const tool = (view) => press("export", async () => {
    view.status.textContent = (await ask({ export: true })).said;
  }, "Export as dossier");
  model.on("msg:custom", heard["msg:custom"]);
  new Explorer(el, index, new Texts(index, packs, ask), {
    page: false,
    read: () => model.get("selection"),
    write: (text) => { model.set("selection", text); model.save_changes(); },
    listen: (restore) => model.on("change:selection", heard["change:selection"] = () => restore(model.get("selection"))),
    tools: (view) => (index.chart ? [] : [tool(view)]),
  });
  return () => Object.entries(heard).forEach(([event, listener]) => model.off(event, listener));
}

export default { render };
