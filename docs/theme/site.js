// What the theme leaves to be wished for by those who use a keyboard or listen.
//
// The theme opens its drawer, its search and its lists by labels of hidden boxes: a mouse
// reaches them, and a keyboard does not. Here they become buttons.

const NARROW = matchMedia("(max-width: 76.234375em)");

const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const one = (selector, root = document) => root.querySelector(selector);

/** Make a button of an element that a mouse can click. */
function becomeButton(element, name) {
  element.setAttribute("role", "button");
  element.setAttribute("tabindex", "0");
  if (name) element.setAttribute("aria-label", name);
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    // The theme hears Enter too, and would take the step back.
    event.stopPropagation();
    element.click();
  });
}

/** Say of a button whether what its box opens is open. */
function tellState(button, box) {
  const tell = () => button.setAttribute("aria-expanded", String(box.checked));
  box.addEventListener("change", tell);
  tell();
}

/** Set a box as a click would. */
function setBox(box, checked) {
  if (box.checked !== checked) box.click();
}

function mendDrawer() {
  const box = one("#__drawer");
  const button = one(".md-header__button[for=__drawer]");
  const sidebar = one(".md-sidebar--primary");
  if (!box || !button || !sidebar) return;
  becomeButton(button, "Navigation");
  tellState(button, box);
  const behind = all(".md-header, .md-content, .md-footer, .md-sidebar--secondary, .md-top");
  const arrange = () => {
    const open = NARROW.matches && box.checked;
    // What cannot be seen is not reached: the drawer while closed, the page behind it.
    sidebar.inert = NARROW.matches && !open;
    for (const each of behind) each.inert = open;
  };
  const firstSeen = () =>
    all("a[href], [role=button]", sidebar).find((each) =>
      each.checkVisibility({ visibilityProperty: true, opacityProperty: true }),
    );
  box.addEventListener("change", () => {
    arrange();
    if (box.checked) requestAnimationFrame(() => firstSeen()?.focus());
    else button.focus();
  });
  // A list that opens takes the focus along, and gives it back where it closes.
  for (const inner of all(".md-nav__toggle", sidebar)) {
    inner.addEventListener("change", () => {
      if (NARROW.matches) setTimeout(() => firstSeen()?.focus(), 300);
    });
  }
  NARROW.addEventListener("change", arrange);
  document.addEventListener("keydown", ({ key }) => {
    if (key === "Escape" && NARROW.matches) setBox(box, false);
  });
  arrange();
}

function mendLists() {
  for (const nav of all("nav.md-nav[aria-expanded]")) nav.removeAttribute("aria-expanded");
  for (const label of all(".md-nav__link[for]")) {
    const box = document.getElementById(label.htmlFor);
    // On wide screens the titles of sections open nothing.
    if (!box) continue;
    const section = label.closest(".md-nav__item--section") === label.closest(".md-nav__item");
    becomeButton(label, label.textContent.trim() || "Open the list");
    tellState(label, box);
    const arrange = () => {
      const idle = section && !NARROW.matches;
      if (idle) for (const name of ["role", "tabindex", "aria-expanded"]) label.removeAttribute(name);
      else {
        label.setAttribute("role", "button");
        label.setAttribute("tabindex", "0");
        label.setAttribute("aria-expanded", String(box.checked));
      }
    };
    NARROW.addEventListener("change", arrange);
    arrange();
  }
  for (const title of all(".md-nav--primary .md-nav__title[for]")) {
    if (title.htmlFor === "__drawer") continue;
    becomeButton(title, `Back from ${title.textContent.trim()}`);
    const arrange = () => (title.tabIndex = NARROW.matches ? 0 : -1);
    NARROW.addEventListener("change", arrange);
    arrange();
  }
}

function mendSearch() {
  const box = one("#__search");
  const dialog = one(".md-search");
  if (!box || !dialog) return;
  dialog.setAttribute("aria-label", "Search");
  // Arrow keys lead through the results; Tab leaves them, and they are closed then.
  one(".md-search__scrollwrap", dialog)?.setAttribute("tabindex", "-1");
  for (const button of all(".md-header__button[for=__search]")) {
    becomeButton(button, "Search");
    tellState(button, box);
  }
}

function mendPalette() {
  const form = one("[data-md-component=palette]");
  if (!form) return;
  for (const option of all("input", form)) {
    option.tabIndex = -1;
    option.setAttribute("aria-hidden", "true");
  }
  for (const label of all("label", form)) {
    becomeButton(label, label.title);
    label.addEventListener("click", () => {
      requestAnimationFrame(() => one("label:not([hidden])", form)?.focus());
    });
  }
}

/** Let keys scroll what is wider than its place, and nothing else. */
function mendScrolling() {
  const names = [
    [".md-typeset__scrollwrap", "Table"],
    [".md-typeset pre > code", "Code"],
    [".picture", "Picture"],
  ];
  const arrange = (element, name) => {
    if (element.scrollWidth > element.clientWidth) {
      element.tabIndex = 0;
      element.setAttribute("role", "group");
      element.setAttribute("aria-label", `${name}, can be scrolled`);
    } else {
      for (const each of ["tabindex", "role", "aria-label"]) element.removeAttribute(each);
    }
  };
  const found = new Map();
  const watcher = new ResizeObserver((entries) => {
    for (const { target } of entries) arrange(target, found.get(target));
  });
  for (const [selector, name] of names) {
    for (const element of all(selector)) {
      found.set(element, name);
      watcher.observe(element);
    }
  }
}

function mend() {
  mendLists();
  mendDrawer();
  mendSearch();
  mendPalette();
  // The theme frames its tables first.
  requestAnimationFrame(() => requestAnimationFrame(mendScrolling));
}

if (document.readyState === "complete") mend();
else window.addEventListener("load", mend);
