// Makes what the page shows. Text is always set as text, and never read as HTML.

/** Give an element with attributes, and with texts or elements inside. */
export function make(tag, attributes = {}, ...inside) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...inside);
  return made;
}

/** Give the element with an id. */
export function byId(id) {
  return document.getElementById(id);
}

/** Put choices, each with an id and a name, into a list. */
export function fillSelect(select, choices, chosen) {
  for (const { id, name } of choices) {
    const option = make("option", { value: id }, name);
    option.selected = id === chosen;
    select.append(option);
  }
}

/** Give a told result as a table, with its remarks below. */
function told({ title, rows, remarks }) {
  const parts = [];
  if (rows.length > 0) {
    const headings = Object.keys(rows[0]);
    const isNumber = headings.map((heading) =>
      rows.every((row) => /^[+-]?[\d.,:]*$/.test(row[heading])),
    );
    const cell = (tag, text, place) =>
      make(
        place === 0 && tag === "td" ? "th" : tag,
        {
          ...(isNumber[place] ? { class: "pg-number" } : {}),
          ...(tag === "th" ? { scope: "col" } : place === 0 ? { scope: "row" } : {}),
        },
        text,
      );
    const head = make("tr", {}, ...headings.map((each, place) => cell("th", each, place)));
    const body = rows.map((row) =>
      make("tr", {}, ...headings.map((each, place) => cell("td", row[each], place))),
    );
    const table = make(
      "table",
      { class: "pg-told" },
      make("caption", {}, title),
      make("thead", {}, head),
      make("tbody", {}, ...body),
    );
    // What scrolls can be scrolled with the keyboard too.
    const frame = { class: "pg-table", tabindex: "0", role: "group", "aria-label": title };
    parts.push(make("div", frame, table));
  } else {
    parts.push(make("p", {}, `${title}: nothing`));
  }
  return [...parts, ...lines(remarks)];
}

function lines(remarks) {
  if (remarks.length === 0) return [];
  return [make("ul", {}, ...remarks.map((each) => make("li", {}, each.trim())))];
}

/** Show an answer, or why the question was not taken, in the place of a form. */
export function show(name, answer) {
  const headline = byId(`pg-${name}-headline`);
  const refused = answer.refused === true;
  headline.parentElement.classList.toggle("pg-refused", refused);
  // What has not changed is not told again to who listens.
  if (headline.textContent !== answer.headline) headline.textContent = answer.headline;
  headline.dataset.band = answer.band ?? "";
  const parts = refused ? lines(answer.remarks) : answer.tables.flatMap(told);
  byId(`pg-${name}-parts`).replaceChildren(...parts);
}
