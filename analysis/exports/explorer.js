// From any mark to its sentences: one view, hosted by a notebook's widget or by a page of its own.
// What comes from documents is only ever set as text, by `make` and `append`; there is no markup in strings here.

const UNFIT = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff\u{e0000}-\u{e007f}]/gu;
const INVISIBLE = /[\u00ad\u200b\u2060\ufeff]/gu;
const ROWS = 50; // rows drawn at once; more on request, so that a large corpus filters as fast as a small one
const VIEW = 200000; // characters of one document drawn at once
const KEYS = ["document", "period", "clock", "theme", "term", "mark", "at", "lines", "order"];
const CLOCKS = { published: "When it was published", mentioned: "When it is told of" };
const ORDERS = { "": "as in the folder", date: "by date", source: "by source", words: "by length", mentions: "by mentions" };

const shown = (text) => String(text).replace(UNFIT, "\ufffd").replace(INVISIBLE, "");
const oneLine = (text) => shown(text).replace(/\s+/gu, " ").trim();
const plural = (count, noun) => `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
const sentenceKey = (document, sentence) => document * 1e7 + sentence;

function make(name, attributes, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (key === "click") node.addEventListener("click", value);
    else if (key === "vars") for (const [name, own] of Object.entries(value)) node.style.setProperty(`--${name}`, own);
    else if (value !== false && value !== undefined) node.setAttribute(key, value === true ? "" : shown(value));
  }
  node.append(...children.flat().map((child) => (typeof child === "string" ? shown(child) : child)));
  return node;
}

// New content without losing the place of whoever works by keyboard.
function replace(parent, ...nodes) {
  const active = document.activeElement;
  const key = parent.contains(active) ? active.dataset.mark : undefined;
  parent.replaceChildren(...nodes);
  if (key !== undefined) parent.querySelector(`[data-mark="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
}

// ---- the selection as text: what the address of a page and the widget's `selection` hold

function write(state) {
  return KEYS.filter((key) => state[key]).map((key) => `${key}=${encodeURIComponent(state[key])}`).join(";");
}

function read(text) {
  const state = {};
  for (const part of text.replace(/^#/, "").split(";")) {
    const [key, value] = part.split("=");
    try {
      if (KEYS.includes(key) && value) state[key] = decodeURIComponent(value);
    } catch {
      // A broken address selects less, and shows the rest.
    }
  }
  return state;
}

// ---- one document: offsets in the data are code points, strings here count UTF-16 units

class Doc {
  constructor({ text, starts, ends, cuts }) {
    Object.assign(this, { text, starts, ends, cuts });
    if (/[\u{10000}-\u{10ffff}]/u.test(text)) {
      this.units = [];
      let unit = 0;
      for (const character of text) {
        this.units.push(unit);
        unit += character.length;
      }
      this.units.push(unit);
    }
  }

  unit(point) {
    return this.units ? this.units[point] : point;
  }

  point(unit) {
    return this.units ? lastAtMost(this.units, unit) : unit;
  }

  // As long as the text, with what was left out blanked: spaces, or a joiner where a word goes on behind it.
  get body() {
    if (this.blanked === undefined) {
      const parts = [];
      let done = 0;
      for (const [start, end, , joins] of this.cuts) {
        const [from, to] = [this.unit(start), this.unit(end)];
        parts.push(this.text.slice(done, from), (joins ? "\u2060" : " ").repeat(to - from));
        done = to;
      }
      this.blanked = parts.join("") + this.text.slice(done);
    }
    return this.blanked;
  }

  get folded() {
    if (this.lower === undefined) {
      const fold = (text) => text.toLowerCase().replaceAll("’", "'");
      this.lower = fold(this.body);
      if (this.lower.length !== this.body.length) {
        const same = (c) => (fold(c).length === c.length ? fold(c) : c);
        this.lower = Array.from(this.body, same).join("");
      }
      this.odd = /\p{Cf}/u.test(this.lower);
    }
    return this.lower;
  }

  reading(start, end) {
    return shown(this.body.slice(this.unit(start), this.unit(end))).replace(/\s+/gu, " ");
  }

  sentenceAt(point) {
    const found = lastAtMost(this.starts, point);
    return found >= 0 && point < this.ends[found] ? found : -1;
  }

  *matches(pattern) {
    const folded = this.folded;
    for (const match of folded.matchAll(this.odd ? pattern.odd : pattern.plain)) {
      const [start, end] = [this.point(match.index), this.point(match.index + match[0].length)];
      const sentence = this.sentenceAt(start);
      if (sentence >= 0 && end <= this.ends[sentence]) yield [sentence, start, end];
    }
  }
}

function lastAtMost(sorted, value) {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

// A word or phrase as the package finds it: whole words, any case, `*` for letters or digits, hyphen like space,
// a final 's left aside. Built from escaped characters only; `odd` also steps over characters without width.
function phrase(query) {
  const words = query.normalize("NFC").toLowerCase().replaceAll("’", "'").split(/[\s\-\u2010\u2011\u2013]+/u)
    .map((word) => word.replace(/^[^\p{L}\p{N}*]+|[^\p{L}\p{N}\p{M}*]+$/gu, "").replace(/'s$/u, ""))
    .filter((word) => /[\p{L}\p{N}]/u.test(word));
  if (!words.length) return null;
  const escape = (text) => text.replace(/[\\^$.*+?()[\]{}|/\-]/gu, "\\$&");
  const letter = (c) => {
    if (c === "*") return "[\\p{L}\\p{N}\\p{M}\\p{Cf}]*";
    const apart = c.normalize("NFD");
    return apart === c ? escape(c) : `(?:${escape(c)}|${escape(apart)})`;
  };
  const regex = (between) => new RegExp(
    "(?<![\\p{L}\\p{N}\\p{M}_]|\\p{L}['.]|\\p{N}[.,'])" +
      words.map((word) => `${Array.from(word.replace(/\*+/gu, "*"), letter).join(between)}(?:'s)?`)
        .join("[\\s\\-\\u2010\\u2011\\u2013\\u2060]+") +
      "(?![\\p{L}\\p{N}\\p{M}_]|(?<=\\p{L})['.]\\p{L}|(?<=\\p{N})[.,']\\p{N})", "gu");
  return { plain: regex(""), odd: regex("\\p{Cf}*") };
}

// ---- all documents: opened from the packs of a page when they are needed, or asked of the kernel

class Texts {
  constructor(index, packs, ask) {
    Object.assign(this, { index, packs, ask, opened: new Map(), docs: new Map() });
  }

  get(number) {
    if (!this.docs.has(number)) this.docs.set(number, this.fetch(number).then((content) => new Doc(content)));
    return this.docs.get(number);
  }

  async fetch(number) {
    if (!this.packs.length) return this.ask({ document: number });
    const { pack, turn } = this.index.documents;
    if (!this.opened.has(pack[number])) this.opened.set(pack[number], unpack(this.packs[pack[number]]));
    return (await this.opened.get(pack[number]))[turn[number]];
  }

  async search(query) {
    const hits = { document: [], sentence: [], start: [], end: [] };
    if (!this.packs.length) return this.ask({ search: query });
    const pattern = phrase(query);
    if (!pattern) return { ...hits, error: "Type a word, or a phrase." };
    const docs = await Promise.all(this.index.documents.id.map((_, number) => this.get(number)));
    docs.forEach((doc, number) => {
      for (const [sentence, start, end] of doc.matches(pattern)) {
        hits.document.push(number);
        hits.sentence.push(sentence);
        hits.start.push(start);
        hits.end.push(end);
      }
    });
    return hits;
  }
}

async function unpack(pack) {
  const bytes = typeof pack === "string" ? Uint8Array.from(atob(pack), (c) => c.charCodeAt(0)) : pack;
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return JSON.parse(await new Response(stream).text());
}

// ---- the view

class Explorer {
  constructor(root, index, texts, host) {
    Object.assign(this, { root, index, texts, host, turn: 0, rows: [], limit: ROWS, drawn: ROWS });
    this.themes = [...index.themes, { name: "", label: "", color: "#7a4fb5" }];
    this.number = new Map(index.documents.id.map((id, number) => [id, number]));
    this.told = new Map(); // sentence -> the periods that it tells of
    const dates = index.dates;
    dates.period.forEach((period, row) => {
      if (!period) return;
      const key = sentenceKey(dates.document[row], dates.sentence[row]);
      if (!this.told.has(key)) this.told.set(key, []);
      this.told.get(key).push(period);
    });
    this.datesOf = grouped(dates.document);
    this.mentionsOf = grouped(index.mentions.document);
    this.build();
    host.listen((text) => this.restore(text));
    this.restore(host.read());
  }

  restore(text) {
    if (this.state && text === write(this.state)) return undefined;
    this.state = read(text);
    this.search.value = this.state.term ?? "";
    return this.update();
  }

  // The one way to change the selection. What is chosen a second time is let go; a new choice starts at its first hit.
  choose(changes, { toggle = true } = {}) {
    const again = toggle && Object.entries(changes).every(([key, value]) => this.state[key] === value);
    const next = { ...this.state, at: "", ...changes };
    if (again) for (const key of Object.keys(changes)) next[key] = "";
    this.state = next;
    this.limit = ROWS;
    this.host.write(write(next));
    return this.update().then(() => this.reveal(changes));
  }

  // Where the parts stand below each other, go to the part that answers.
  reveal(changes) {
    if (getComputedStyle(this.grid).gridTemplateColumns.includes(" ") || "term" in changes || "order" in changes) return;
    (changes.at ? this.readPart : this.foundPart).scrollIntoView({ block: "start" });
  }

  async update() {
    const turn = ++this.turn;
    const begun = performance.now();
    const { term } = this.state;
    if (term && term !== this.hits?.term) {
      const hits = await this.texts.search(term);
      if (turn !== this.turn) return;
      hits.term = term;
      hits.sentences = new Set(hits.document.map((document, row) => sentenceKey(document, hits.sentence[row])));
      this.hits = hits;
    }
    this.tally();
    if (this.index.chart) this.drawChart();
    else {
      this.drawTable();
      for (const clock of Object.keys(CLOCKS)) this.drawClock(clock);
    }
    await this.drawFound(turn);
    await this.drawRead(turn);
    performance.measure("explorer", { start: begun, detail: write(this.state) });
  }

  // One pass over all mentions: which fail which part of the selection, and so what each part has to show.
  tally() {
    const { index, state, themes } = this;
    const { mentions, documents, clocks } = index;
    const hits = state.term ? this.hits : null;
    const theme = themes.findIndex((one) => one.name && one.name === state.theme);
    const chosen = this.number.get(state.document) ?? -1;
    const inPeriod = (document, key) => {
      if (!state.period) return true;
      if (state.clock === "mentioned") return this.told.get(key)?.includes(state.period) ?? false;
      return documents.period[document] === state.period;
    };
    const marked = index.labels ? index.labels.map((label) => matches(state.mark, label)) : null;
    const both = new Set(); // with a term: the sentences that hold the chosen theme
    this.cells = new Map();
    this.bars = new Map();
    const found = [];
    const documentHits = new Int32Array(documents.id.length);
    const add = (map, key) => map.set(key, (map.get(key) ?? 0) + 1);
    const visit = (rows, row, number, fails) => {
      const [document, sentence] = [rows.document[row], rows.sentence[row]];
      const key = sentenceKey(document, sentence);
      if (chosen >= 0 && document !== chosen) fails |= 2;
      if (!inPeriod(document, key)) fails |= 4;
      if ((fails & ~3) === 0) add(this.cells, `${document} ${number}`);
      if (clocks && (fails & ~5) === 0) {
        add(this.bars, `published ${documents.period[document]} ${number}`);
        for (const period of this.told.get(key) ?? []) add(this.bars, `mentioned ${period} ${number}`);
      }
      if (fails & 1) return;
      if ((fails & ~2) === 0) documentHits[document] += 1;
      if (fails === 0) found.push({ document, sentence, start: rows.start[row], end: rows.end[row], theme: number });
    };
    for (let row = 0; row < mentions.document.length; row += 1) {
      const key = sentenceKey(mentions.document[row], mentions.sentence[row]);
      const number = mentions.theme[row];
      let fails = 0;
      // A term alone lists the term; with a theme it keeps the sentences that hold both.
      if (theme >= 0 ? number !== theme : hits) fails |= 1;
      if (hits && !hits.sentences.has(key)) fails |= 8;
      if (marked && !marked[mentions.label[row]]) fails |= 16;
      if (hits && theme >= 0 && number === theme) both.add(key);
      visit(mentions, row, number, fails);
    }
    for (let row = 0; hits && row < hits.document.length; row += 1) {
      const alone = theme >= 0 && !both.has(sentenceKey(hits.document[row], hits.sentence[row]));
      visit(hits, row, themes.length - 1, alone ? 1 : 0);
    }
    found.sort((one, other) => one.document - other.document || one.start - other.start);
    this.documentHits = documentHits;
    this.found = found;
    this.filtered = theme >= 0 || Boolean(hits) || (state.period && state.clock === "mentioned");
    this.lines = state.lines ? state.lines === "yes" : Boolean(state.term);
    this.rows = this.lines ? found.map((hit) => [hit]) : bySentence(found);
    this.themes.at(-1).label = state.term ? `“${state.term}”` : "";
  }

  build() {
    const { index, host } = this;
    const { documents, mentions } = index;
    const words = documents.words.reduce((sum, one) => sum + one, 0);
    const [top, below] = host.page ? ["h1", "h2"] : ["h3", "h4"];
    const counted = `${plural(documents.id.length, "document")}, ${plural(words, "word")}, ` +
      plural(mentions.start.length, "mention");
    this.search = make("input", { type: "search", placeholder: "solar*", spellcheck: "false", autocomplete: "off" });
    this.search.addEventListener("input", () => {
      clearTimeout(this.typing);
      this.typing = setTimeout(() => this.choose({ term: this.search.value.trim() }, { toggle: false }), 200);
    });
    this.table = make("table");
    this.order = make("select", {}, ...Object.entries(ORDERS).map(([value, text]) => make("option", { value }, text)));
    this.order.addEventListener("change", () => this.choose({ order: this.order.value }, { toggle: false }));
    this.more = make("div");
    this.clocks = Object.fromEntries(Object.keys(CLOCKS).map((clock) => [clock, make("table", { class: "clock" })]));
    this.figure = make("div", { class: "figure" });
    this.chips = make("div", { class: "chips" });
    this.status = make("p", { class: "status", role: "status" });
    this.list = make("ol");
    this.moreFound = make("div");
    this.reading = make("div", { class: "text", tabindex: "0", role: "region", "aria-label": "Document" });
    this.title = make("div", { class: "title" });
    const scroll = (label, ...inside) => make("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": label }, ...inside);
    const look = index.chart ? [this.figure] : [
      make("label", { class: "search" }, "Find a word or a phrase (* for any letters)", this.search),
      make("div", { class: "row" }, make(below, {}, "Documents and themes"), make("label", {}, "Order ", this.order)),
      scroll("Documents and themes", this.table), this.more,
      ...Object.entries(CLOCKS).flatMap(([clock, heading]) => [
        make(below, {}, heading),
        make("p", { class: "meta" }, clockNote(clock, index.clocks[clock])),
        scroll(heading, this.clocks[clock]),
      ]),
    ];
    this.lookPart = make("section", { class: "look", "aria-label": "Overview" }, ...look);
    this.foundPart = make("section", { class: "found", "aria-label": "Sentences" },
      make(below, {}, "Sentences"), this.chips, this.status, scroll("List of sentences", this.list, this.moreFound));
    this.readPart = make("section", { class: "read", "aria-label": "Reading" }, this.title, this.reading,
      make("p", { class: "meta" }, "Grey: left out of the count. Underlined: a date and what it can mean."));
    this.grid = make("div", { class: "grid" }, this.lookPart, this.foundPart, this.readPart);
    const head = index.chart ? [] : [make(top, {}, "Explorer"), make("p", { class: "meta" }, `${counted}. ${index.note}`)];
    this.root.classList.add("explorer");
    this.root.dataset.lmSuppressShortcuts = "true"; // or JupyterLab takes the arrow keys
    this.root.replaceChildren(...head, this.grid);
    for (const table of [this.table, ...Object.values(this.clocks)]) roving(table);
    if (index.chart) this.buildChart();
  }

  // ---- documents × themes

  drawTable() {
    const { state, themes, index } = this;
    const { documents } = index;
    this.order.value = state.order ?? "";
    const numbers = [...documents.id.keys()].filter((number) => documents.id[number] === state.document ||
      (this.filtered ? this.documentHits[number] : !state.period || documents.period[number] === state.period));
    this.sort(numbers);
    const columns = [...themes.keys()].filter((number) => themes[number].name || state.term);
    const most = Math.max(1, ...this.cells.values());
    const head = columns.map((number) => make("th", { scope: "col" }, themes[number].name
      ? this.button(`theme=${themes[number].name}`, { theme: themes[number].name }, [swatch(themes[number]), themes[number].label])
      : make("span", {}, swatch(themes[number]), themes[number].label)));
    const rows = numbers.slice(0, this.drawn).map((document) => make("tr", {},
      make("th", { scope: "row" },
        this.button(`document=${documents.id[document]}`, { document: documents.id[document] },
          [make("span", {}, documents.name[document]), make("span", { class: "name" }, documents.title[document])]),
        make("span", { class: "meta" }, documentMeta(documents, document))),
      ...columns.map((number) => this.cell(document, number, most))));
    replace(this.table, make("thead", {}, make("tr", {}, make("th", { scope: "col" },
      `${plural(numbers.length, "document")}${numbers.length < documents.id.length ? ` of ${documents.id.length}` : ""}`), head)),
      make("tbody", {}, ...rows));
    const rest = numbers.length - rows.length;
    replace(this.more, ...(rest > 0 ? [make("button", { type: "button", "data-mark": "more",
      click: () => { this.drawn += 200; this.drawTable(); } }, `Show more of ${plural(rest, "document")}`)] : []));
  }

  sort(numbers) {
    const { documents } = this.index;
    const sum = (number) => this.documentHits[number];
    const by = {
      date: (a, b) => (documents.published[a] || "~").localeCompare(documents.published[b] || "~"),
      source: (a, b) => documents.source[a].localeCompare(documents.source[b]),
      words: (a, b) => documents.words[b] - documents.words[a],
      mentions: (a, b) => sum(b) - sum(a),
    }[this.state.order];
    if (by) numbers.sort((a, b) => by(a, b) || a - b);
  }

  cell(document, number, most) {
    const count = this.cells.get(`${document} ${number}`) ?? 0;
    if (!count) return make("td", { class: "none" }, "0");
    const theme = this.themes[number];
    const id = this.index.documents.id[document];
    const label = `${theme.label}, ${this.index.documents.name[document]}: ${plural(count, "mention")}`;
    const vars = { color: theme.color, part: `${Math.round(4 + 28 * Math.sqrt(count / most))}%` };
    return make("td", {}, this.button(`document=${id};theme=${theme.name}`, { document: id, theme: theme.name },
      [count.toLocaleString("en")], { "aria-label": label, class: "cell", vars }));
  }

  button(mark, changes, inside, attributes = {}) {
    const pressed = Object.entries(changes).every(([key, value]) => (this.state[key] ?? "") === value);
    return make("button", { type: "button", "data-mark": mark, "aria-pressed": String(pressed), tabindex: "-1",
      click: () => this.choose(changes), ...attributes }, ...inside);
  }

  // ---- both clocks: the height of a bar is the rate over all documents, its number what is left of the selection

  drawClock(clock) {
    const { period, documents, count, per_1000: rate } = this.index.clocks[clock];
    const themes = this.index.themes;
    const most = Math.max(...rate.map((one) => one ?? 0)) || 1;
    const heads = period.map((label, place) => make("th", { scope: "col" }, this.button(`period=${label};clock=${clock}`,
      { period: label, clock }, [periodName(label)]), make("span", { class: "meta" }, `n=${documents[place].toLocaleString("en")}`)));
    const rows = themes.map((theme, number) => make("tr", {}, make("th", { scope: "row" }, swatch(theme), theme.label),
      ...period.map((label, place) => {
        const all = count[place * themes.length + number];
        const here = this.bars.get(`${clock} ${label} ${number}`) ?? 0;
        if (!all) return make("td", { class: "none" }, documents[place] ? "0" : "");
        const high = rate[place * themes.length + number];
        const words = `${theme.label}, ${periodName(label)}: ${plural(here, "mention")}` +
          (here === all ? "" : ` of ${all}`) + (high === null ? "" : `, ${high.toPrecision(3)} per 1,000 words`);
        return make("td", {}, this.button(`period=${label};theme=${theme.name};clock=${clock}`,
          { period: label, theme: theme.name, clock }, [make("span", { class: "bar" }), here.toLocaleString("en")],
          { class: here ? "column" : "column gone", "aria-label": words, title: words,
            vars: { color: theme.color, high: `${Math.max(2, Math.round((100 * (high ?? 0)) / most))}%` } }));
      })));
    replace(this.clocks[clock], make("thead", {}, make("tr", {}, make("td"), heads)), make("tbody", {}, ...rows));
  }

  // ---- the sentences of the selection

  async drawFound(turn) {
    const { state, rows, hits } = this;
    this.drawChips();
    const sentences = new Set(this.found.map((hit) => sentenceKey(hit.document, hit.sentence))).size;
    const documents = new Set(this.found.map((hit) => hit.document)).size;
    this.status.textContent = (state.term && hits.error) || (this.found.length
      ? `${plural(this.found.length, "mention")} in ${plural(sentences, "sentence")} of ${plural(documents, "document")}.`
      : "No mention: nothing matches this selection.");
    const visible = rows.slice(0, this.limit);
    const docs = new Map(await Promise.all([...new Set(visible.map(([hit]) => hit.document))].map(
      async (number) => [number, await this.texts.get(number)])));
    if (turn !== this.turn) return;
    this.list.classList.toggle("lines", this.lines);
    replace(this.list, ...visible.map((row) => this.item(row, docs.get(row[0].document))));
    const rest = rows.length - visible.length;
    replace(this.moreFound, ...(rest > 0 ? [make("button", { type: "button", "data-mark": "more",
      click: () => { this.limit += 200; this.drawFound(this.turn); } }, `Show more of ${rest.toLocaleString("en")}`)] : []));
  }

  item(row, doc) {
    const [first] = row;
    const [start, end] = first.sentence < 0 ? around(doc, first) : [doc.starts[first.sentence], doc.ends[first.sentence]];
    const at = this.place(first);
    const parts = [];
    let done = start;
    for (const hit of row) {
      if (hit.start < done) continue;
      parts.push(make("span", {}, doc.reading(done, hit.start)), this.marked(hit, doc.reading(hit.start, hit.end)));
      done = hit.end;
    }
    parts.push(make("span", {}, doc.reading(done, end)));
    if (this.lines) { // keyword in context: the mention in the middle, what is around it cut by the eye of the reader
      parts[0].textContent = parts[0].textContent.slice(-90);
      parts[2].textContent = parts[2].textContent.slice(0, 90);
    }
    const name = this.index.documents.name[first.document];
    return make("li", {}, make("button", { type: "button", "data-mark": at, "aria-current": String(at === this.current()),
      click: () => this.choose({ at }, { toggle: false }) },
      make("span", { class: "meta" }, `${name} `), make("span", { class: "words" }, ...parts)));
  }

  marked(hit, text) {
    return make("mark", { vars: { color: this.themes[hit.theme].color } }, text);
  }

  place(hit) {
    return `${this.index.documents.id[hit.document]}:${hit.start}`;
  }

  // The place that is read: the one chosen, else the first of a selection.
  current() {
    const { at, document, theme, term, period, mark } = this.state;
    if (at) return at;
    return (document || theme || term || period || mark) && this.rows.length ? this.place(this.rows[0][0]) : "";
  }

  drawChips() {
    const { state } = this;
    const label = (name) => this.themes.find((theme) => theme.name === name)?.label ?? name;
    const name = this.index.documents.name[this.number.get(state.document)] ?? state.document;
    const chips = Object.entries({ theme: state.theme && label(state.theme), document: name, term: state.term && `“${state.term}”`,
      period: state.period && `${state.clock === "mentioned" ? "told of" : "published"} ${periodName(state.period)}`, mark: state.mark })
      .filter(([, text]) => text).map(([key, text]) => make("button", { type: "button", "data-mark": `chip-${key}`,
        "aria-label": `Take back: ${text}`, click: () => {
          if (key === "term") this.search.value = "";
          this.choose(key === "period" ? { period: "", clock: "" } : { [key]: "" }, { toggle: false });
        } }, `${text} ×`));
    const lines = make("button", { type: "button", "data-mark": "lines", "aria-pressed": String(this.lines),
      click: () => this.choose({ lines: this.lines ? "no" : "yes" }, { toggle: false }) }, "Line up the words");
    replace(this.chips, ...chips, lines, ...this.host.tools(this));
  }

  // ---- the document

  async drawRead(turn) {
    const { documents } = this.index;
    const current = this.current();
    const cut = current.lastIndexOf(":");
    const id = cut > 0 ? current.slice(0, cut) : this.state.document ?? documents.id[0];
    const number = this.number.get(id);
    if (number === undefined) return replace(this.title, make("p", {}, "No document is open."));
    const doc = await this.texts.get(number);
    if (turn !== this.turn) return undefined;
    const point = cut > 0 ? Number(current.slice(cut + 1)) : -1;
    const sentence = point >= 0 ? doc.sentenceAt(point) : -1;
    const step = (by) => {
      const row = this.rows.findIndex((one) => one.some((hit) => this.place(hit) === current));
      const next = this.rows[row + by];
      if (next) this.choose({ at: this.place(next[0]) }, { toggle: false });
    };
    const citation = sentence < 0 ? [] : [make("button", { type: "button", "data-mark": "copy", click: async (event) => {
      const said = await copy(cite(this.index, number, doc, sentence), event.target);
      this.status.textContent = said ? "Copied with its source." : "The browser does not allow copying.";
    } }, "Copy with source")];
    const heading = make(this.host.page ? "h2" : "h4", {}, documents.title[number] || documents.name[number]);
    replace(this.title, heading, make("p", { class: "meta" }, `${documents.id[number]} · ${documentMeta(documents, number)}`),
      make("div", { class: "chips" },
        make("button", { type: "button", "data-mark": "previous", click: () => step(-1) }, "‹ Previous"),
        make("button", { type: "button", "data-mark": "next", click: () => step(1) }, "Next ›"), ...citation));
    this.reading.setAttribute("aria-label", shown(`Text of ${documents.title[number] || documents.id[number]}`));
    this.drawText(number, doc, sentence, point);
    return undefined;
  }

  drawText(number, doc, sentence, point) {
    const { index } = this;
    const spans = doc.cuts.map(([start, end, rule]) => ({ start, end, cut: index.rules[rule] }));
    for (const row of this.datesOf.get(number) ?? []) {
      if (index.dates.kind[row] !== "date") continue;
      spans.push({ start: index.dates.start[row], end: index.dates.end[row], date: index.dates.edtf[row] || "unknown" });
    }
    // A hit outside the body, such as a date line, stands in no sentence: then the hit itself is the place.
    const hits = this.found.filter((hit) => hit.document === number);
    hits.forEach((hit) => spans.push({ ...hit, hit }));
    if (sentence >= 0) spans.push({ start: doc.starts[sentence], end: doc.ends[sentence], now: true });
    else if (point >= 0) spans.push({ start: point, end: hits.find((hit) => hit.start === point)?.end ?? point + 1, now: true });
    const middle = Math.max(0, point);
    const [from, to] = [Math.max(0, middle - VIEW / 2), Math.max(0, middle - VIEW / 2) + VIEW];
    const total = doc.units ? doc.units.length - 1 : doc.text.length;
    const nodes = segments(spans, from, Math.min(to, total)).map(({ start, end, open }) => {
      const text = doc.text.slice(doc.unit(start), doc.unit(end));
      const [hit, cut, date, now] = ["hit", "cut", "date", "now"].map((kind) => open.find((span) => span[kind])?.[kind]);
      if (!hit && !cut && !date && !now) return shown(text);
      const last = date && open.find((span) => span.date).end === end;
      const classes = [cut && "cut", date && "date", now && "now"].filter(Boolean).join(" ");
      return make(hit ? "mark" : "span", { class: classes || false, title: cut ? `left out: ${cut}` : false,
        "data-date": last ? date : undefined, vars: hit ? { color: this.themes[hit.theme].color } : {} }, text);
    });
    if (from > 0) nodes.unshift(make("p", { class: "meta" }, `… ${plural(from, "character")} before`));
    if (to < total) nodes.push(make("p", { class: "meta" }, `${plural(total - to, "character")} more: choose a later sentence …`));
    this.reading.replaceChildren(...nodes);
    const now = this.reading.querySelector(".now");
    const top = now ? now.getBoundingClientRect().top - this.reading.getBoundingClientRect().top + this.reading.scrollTop : 0;
    this.reading.scrollTop = Math.max(0, top - this.reading.clientHeight / 3);
  }

  // ---- a chart of the notebook: its marks carry the keys of their rows

  buildChart() {
    const drawing = new DOMParser().parseFromString(this.index.chart.svg, "image/svg+xml").documentElement;
    const svg = document.importNode(drawing, true);
    svg.setAttribute("role", "group");
    svg.setAttribute("aria-label", shown(this.index.chart.alt));
    svg.removeAttribute("aria-labelledby");
    this.marks = new Map();
    for (const node of svg.querySelectorAll("[id*='=']")) {
      const mark = node.id;
      node.removeAttribute("id"); // a bar and its interval share one mark
      if (!this.index.labels.some((label) => matches(mark, label))) continue;
      node.addEventListener("click", () => this.choose({ mark }));
      node.classList.add("mark");
      if (!this.marks.has(mark)) {
        const names = [...keysOf(mark).values()].join(", ");
        for (const [name, value] of Object.entries({ "data-mark": shown(mark), role: "button", tabindex: "-1", "aria-label": shown(names) })) {
          node.setAttribute(name, value);
        }
        this.marks.set(mark, []);
      }
      this.marks.get(mark).push(node);
    }
    this.figure.replaceChildren(svg);
    roving(this.figure);
  }

  drawChart() {
    for (const [mark, nodes] of this.marks) {
      nodes[0].setAttribute("aria-pressed", String(mark === this.state.mark));
      for (const node of nodes) node.classList.toggle("gone", Boolean(this.state.mark) && mark !== this.state.mark);
    }
    settleRoving(this.figure);
  }
}

// ---- small helpers

const swatch = (theme) => make("span", { class: "swatch", vars: { color: theme.color } });

function grouped(documents) {
  const rows = new Map();
  documents.forEach((document, row) => (rows.has(document) ? rows.get(document).push(row) : rows.set(document, [row])));
  return rows;
}

function bySentence(found) {
  const rows = [];
  for (const hit of found) {
    const last = rows.at(-1)?.[0];
    if (last && hit.sentence >= 0 && last.document === hit.document && last.sentence === hit.sentence) rows.at(-1).push(hit);
    else rows.push([hit]);
  }
  return rows;
}

function around(doc, hit) {
  const before = doc.text.lastIndexOf("\n\n", doc.unit(hit.start));
  const after = doc.text.indexOf("\n\n", doc.unit(hit.end));
  return [before < 0 ? 0 : doc.point(before + 2), after < 0 ? doc.point(doc.text.length) : doc.point(after)];
}

// Stretches of text between all ends of spans, each with the spans that are open there.
function segments(spans, from, to) {
  const inside = spans.filter((span) => span.end > from && span.start < to && span.end > span.start)
    .sort((one, other) => one.start - other.start);
  const edges = [...new Set([from, to, ...inside.flatMap(({ start, end }) => [start, end])])]
    .filter((edge) => edge >= from && edge <= to).sort((one, other) => one - other);
  const found = [];
  let [open, next] = [[], 0];
  for (let place = 0; place + 1 < edges.length; place += 1) {
    const [start, end] = [edges[place], edges[place + 1]];
    open = open.filter((span) => span.end > start);
    while (next < inside.length && inside[next].start <= start) open.push(inside[next++]);
    found.push({ start, end, open });
  }
  return found;
}

const keysOf = (mark) => new Map((mark ?? "").split(";").filter(Boolean).map((part) => part.split("=").map(decodeURIComponent)));

// Does a row's mark belong to a chosen one? Only the keys that both have decide.
function matches(mark, label) {
  if (!mark) return true;
  const keys = keysOf(label);
  return [...keysOf(mark)].every(([key, value]) => !keys.has(key) || keys.get(key) === value);
}

function documentMeta(documents, number) {
  const date = documents.published[number]
    ? `${documents.published[number]}${documents.basis[number] === "metadata" ? "" : ` (${documents.basis[number]})`}` : "no date";
  const twin = documents.duplicate_of[number];
  return [date, documents.source[number], plural(documents.words[number], "word"),
    twin && twin !== documents.id[number] ? `much like ${twin}` : ""].filter(Boolean).join(" · ");
}

function clockNote(clock, { every, notes }) {
  const unit = clock === "published" ? "documents of the" : "sentences that tell a date in the";
  return `By ${every}; a bar is the mentions per 1,000 words of the ${unit} ${every}; n counts documents. ${notes.join(". ")}`;
}

// EDTF writes quarters as 33 to 36 and halves as 40 and 41.
function periodName(label) {
  const [year, part] = label.split("-");
  if (/^\d{4}-(3[3-6])$/.test(label)) return `${year} Q${part - 32}`;
  if (/^\d{4}-4[01]$/.test(label)) return `${year} H${part - 39}`;
  return label.replace(/^(\d{3})X$/, "$10s").split("/")[0];
}

function cite({ documents }, number, doc, sentence) {
  const [start, end] = [doc.starts[sentence], doc.ends[sentence]];
  const source = [documents.title[number], documents.source[number], documents.published[number] || "no date"].filter(Boolean);
  return `“${oneLine(doc.reading(start, end))}” (${oneLine(source.join(", "))}; document ${shown(documents.id[number])}, ` +
    `sentence ${sentence}, characters ${start}–${end})`;
}

async function copy(text, near) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch { // no clipboard outside secure pages: select and copy the old way
    const area = make("textarea", { "aria-hidden": "true", class: "away" });
    area.value = text;
    near.after(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    near.focus();
    return done;
  }
}

// One stop for the Tab key per part; inside it the arrow keys go to the next mark in their direction.
function roving(part) {
  const buttons = () => [...part.querySelectorAll("[data-mark]")];
  part.addEventListener("focusin", (event) => {
    for (const button of buttons()) button.setAttribute("tabindex", button === event.target ? "0" : "-1");
  });
  part.addEventListener("keydown", (event) => {
    const origin = event.target.closest?.("[data-mark]");
    if (!origin) return;
    if (["Enter", " "].includes(event.key) && !(origin instanceof HTMLButtonElement)) {
      event.preventDefault();
      origin.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    }
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (!step) return;
    event.preventDefault();
    const middle = (node) => { const box = node.getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]; };
    const [x, y] = middle(origin);
    const distance = (node) => {
      const [dx, dy] = [middle(node)[0] - x, middle(node)[1] - y];
      const along = dx * step[0] + dy * step[1];
      return along <= 1 ? Infinity : along + 8 * Math.abs(dx * step[1] + dy * step[0]);
    };
    const best = buttons().map((node) => [distance(node), node]).sort(([one], [other]) => one - other)[0];
    if (best && best[0] < Infinity) best[1].focus();
  });
  new MutationObserver(() => settleRoving(part)).observe(part, { childList: true, subtree: true });
}

function settleRoving(part) {
  if (!part.querySelector("[data-mark][tabindex='0']")) part.querySelector("[data-mark]")?.setAttribute("tabindex", "0");
}

// ---- the two hosts

function start(root, { index, packs }) {
  const host = {
    page: true,
    read: () => location.hash,
    write: (text) => { location.hash = text; },
    listen: (restore) => addEventListener("hashchange", () => restore(location.hash.slice(1))),
    tools: () => [],
  };
  return new Explorer(root, index, new Texts(index, packs, null), host);
}

function render({ model, el }) {
  const waiting = new Map();
  let asked = 0;
  const ask = (question) => new Promise((answer) => {
    waiting.set(++asked, answer);
    model.send({ ...question, asked });
  });
  const hear = (message) => {
    waiting.get(message.asked)?.(message);
    waiting.delete(message.asked);
  };
  model.on("msg:custom", hear);
  const own = [];
  const host = {
    page: false,
    read: () => model.get("selection"),
    write: (text) => { model.set("selection", text); model.save_changes(); },
    listen: (restore) => { const f = () => restore(model.get("selection")); own.push(f); model.on("change:selection", f); },
    tools: (view) => (model.get("index").chart ? [] : [make("button", { type: "button", "data-mark": "export",
      click: async () => { view.status.textContent = (await ask({ export: true })).said; } }, "Export as dossier")]),
  };
  const packs = model.get("packs").map((pack) => new Uint8Array(pack.buffer, pack.byteOffset, pack.byteLength));
  new Explorer(el, model.get("index"), new Texts(model.get("index"), packs, ask), host);
  return () => {
    model.off("msg:custom", hear);
    for (const f of own) model.off("change:selection", f);
  };
}

export default { render };
