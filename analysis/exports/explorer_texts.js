// The documents of the explorer: opened from a page's packs or asked of the kernel, searched, and made fit to be shown.

const UNFIT = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff\u{e0000}-\u{e007f}]/gu;
const INVISIBLE = /[\u00ad\u200b\u2060\ufeff]/gu;

export const shown = (text) => String(text).replace(UNFIT, "\ufffd").replace(INVISIBLE, "");
export const oneLine = (text) => shown(text).replace(/\s+/gu, " ");

// ---- one document: offsets in the data are code points, strings here count UTF-16 units

class Doc {
  constructor(content) {
    Object.assign(this, content);
    if (!/[\u{10000}-\u{10ffff}]/u.test(this.text)) return;
    this.units = [0];
    for (const character of this.text) this.units.push(this.units.at(-1) + character.length);
  }

  unit(point) {
    return this.units ? this.units[point] : point;
  }

  point(unit) {
    return this.units ? lastAtMost(this.units, unit) : unit;
  }

  // As long as the text; what was left out is spaces, or joiners where a word goes on behind it.
  get body() {
    if (this.blanked !== undefined) return this.blanked;
    let [parts, done] = [[], 0];
    for (const [start, end, , joins] of this.cuts) {
      const [from, to] = [this.unit(start), this.unit(end)];
      parts.push(this.text.slice(done, from), (joins ? "\u2060" : " ").repeat(to - from));
      done = to;
    }
    this.blanked = parts.join("") + this.text.slice(done);
    return this.blanked;
  }

  get folded() {
    const fold = (text) => text.toLowerCase().replaceAll("’", "'");
    const same = (c) => (fold(c).length === c.length ? fold(c) : c);
    if (this.lower === undefined) {
      this.lower = fold(this.body);
      if (this.lower.length !== this.body.length) this.lower = Array.from(this.body, same).join("");
      this.odd = /\p{Cf}/u.test(this.lower);
    }
    return this.lower;
  }

  reading(start, end) {
    return oneLine(this.body.slice(this.unit(start), this.unit(end)));
  }

  sentenceAt(point) {
    const found = lastAtMost(this.starts, point);
    return found >= 0 && point < this.ends[found] ? found : -1;
  }

  // The span of a sentence; for what stands in none, such as a date line, that of its paragraph.
  around({ sentence, start, end }) {
    if (sentence >= 0) return [this.starts[sentence], this.ends[sentence]];
    const before = this.text.lastIndexOf("\n\n", this.unit(start));
    const after = this.text.indexOf("\n\n", this.unit(end));
    return [before < 0 ? 0 : this.point(before + 2), this.point(after < 0 ? this.text.length : after)];
  }

  *matches(pattern) {
    for (const match of this.folded.matchAll(this.odd ? pattern.odd : pattern.plain)) {
      const [start, end] = [this.point(match.index), this.point(match.index + match[0].length)];
      const sentence = this.sentenceAt(start);
      if (sentence >= 0 && end <= this.ends[sentence]) yield [sentence, start, end];
    }
  }
}

export function lastAtMost(sorted, value) {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

// A word or phrase as the package finds it: whole words in any case, `*` for letters or digits, a hyphen like a space,
// a final 's left aside. Made of escaped characters only; `odd` also steps over characters without width.
function phrase(query) {
  const words = query.normalize("NFC").toLowerCase().replaceAll("’", "'").split(/[\s\-\u2010\u2011\u2013]+/u)
    .map((word) => word.replace(/^[^\p{L}\p{N}*]+|[^\p{L}\p{N}\p{M}*]+$/gu, "").replace(/'s$/u, "").replace(/\*+/gu, "*"))
    .filter((word) => /[\p{L}\p{N}]/u.test(word));
  const escape = (text) => text.replace(/[\\^$.*+?()[\]{}|/\-]/gu, "\\$&");
  const letter = (c) => (c === "*" ? "[\\p{L}\\p{N}\\p{M}\\p{Cf}]*"
    : c.normalize("NFD") === c ? escape(c) : `(?:${escape(c)}|${escape(c.normalize("NFD"))})`);
  const regex = (between) => new RegExp("(?<![\\p{L}\\p{N}\\p{M}_]|\\p{L}['.]|\\p{N}[.,'])" +
    words.map((word) => `${Array.from(word, letter).join(between)}(?:'s)?`).join("[\\s\\-\\u2010\\u2011\\u2013\\u2060]+") +
    "(?![\\p{L}\\p{N}\\p{M}_]|(?<=\\p{L})['.]\\p{L}|(?<=\\p{N})[.,']\\p{N})", "gu");
  return words.length ? { plain: regex(""), odd: regex("\\p{Cf}*") } : null;
}

// ---- all documents: opened from the packs of a page when they are needed, or asked of the kernel

export class Texts {
  constructor(index, packs, ask) {
    Object.assign(this, { index, packs, opened: [], docs: [] });
    if (!packs.length) this.ask = ask; // what is held here needs no kernel
  }

  get(number) {
    this.docs[number] ??= this.fetch(number).then((content) => new Doc(content));
    return this.docs[number];
  }

  async fetch(number) {
    if (this.ask) return this.ask({ document: number });
    const { pack, turn } = this.index.documents;
    this.opened[pack[number]] ??= unpack(this.packs[pack[number]]);
    return (await this.opened[pack[number]])[turn[number]];
  }

  // While nobody waits, what the first search will need.
  async prepare() {
    for (const number of this.packs.length ? this.index.documents.id.keys() : []) {
      if (number % 20 === 0) await new Promise((go) => (window.requestIdleCallback ?? setTimeout)(go));
      void (await this.get(number)).folded;
    }
  }

  async search(query) {
    if (this.ask) return this.ask({ search: query });
    const [hits, pattern] = [{ document: [], sentence: [], start: [], end: [] }, phrase(query)];
    if (!pattern) return { ...hits, error: "Type a word or a phrase." };
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
