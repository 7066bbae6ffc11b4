(() => {
"use strict";
const root = document.documentElement;
const make = (tag, properties, ...children) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
};
const hidden = (text) => make("span", { className: "unseen" }, text);
const button = (words, more, act) => {
  const made = make("button", { type: "button", className: "tool" }, words);
  if (more) made.append(hidden(" " + more));
  made.addEventListener("click", act);
  return made;
};

/* Dark: the system's wish until the reader says otherwise; nothing is remembered. */
const wish = matchMedia("(prefers-color-scheme: dark)");
const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : wish.matches);
const dark = button("Dark", "colours", () => {
  root.dataset.theme = isDark() ? "light" : "dark";
  show();
});
const show = () => dark.setAttribute("aria-pressed", String(isDark()));
wish.addEventListener("change", show);
show();
document.querySelector("header").prepend(make("div", { className: "tools page-tools" }, dark));

/* Print: every fold open, then as it was; where the style cannot do it. */
let opened = [];
const unfold = () => {
  document.querySelectorAll("details:not([open])").forEach((fold) => {
    fold.open = true;
    opened.push(fold);
  });
};
const refold = () => {
  opened.forEach((fold) => { fold.open = false; });
  opened = [];
};
if (!CSS.supports("selector(details::details-content)")) {
  addEventListener("beforeprint", unfold);
  addEventListener("afterprint", refold);
}

/* Sorting. A cell is a number, words, or empty; what is empty stays last. */
const NUMBER = /^[<>≤≥≈~]?\s*([+-]?\d[\d,]*(?:\.\d+)?(?:e[+-]?\d+)?)\s*[%×]?$/i;
const parse = (text) => {
  const plain = text.replace(/[−–]/g, "-").replace(/(\d)[ \u00a0\u2009\u202f](?=\d{3}\b)/g, "$1,");
  const found = NUMBER.exec(plain);
  return found ? Number(found[1].replace(/,/g, "")) : null;
};
const words = (cell) => {
  const text = cell.textContent.trim();
  return text === "—" ? "" : text;
};
const value = (cell) => (cell.dataset.value === undefined ? parse(words(cell)) : Number(cell.dataset.value));
/* Words: runs of digits as numbers (M2 before M10), everything else by letter. */
const compareWords = (one, other) => {
  const [left, right] = [one, other].map((text) => text.toLowerCase().match(/\d+|\D+/g));
  for (let i = 0; i < Math.min(left.length, right.length); i += 1) {
    const [a, b] = [left[i], right[i]];
    const digits = /^\d/.test(a) && /^\d/.test(b);
    const order = digits ? Number(a) - Number(b) : Number(a > b) - Number(a < b);
    if (order) return order;
  }
  return left.length - right.length;
};

/* A row without a name belongs to the row above and moves with it. */
const groupsOf = (body) => {
  const groups = [];
  [...body.rows].forEach((row) => {
    if (groups.length && !words(row.cells[0])) groups[groups.length - 1].push(row);
    else groups.push([row]);
  });
  return groups;
};
const sort = (body, groups, column, direction) => {
  let order = groups;
  if (direction) {
    const cells = groups.map((rows) => rows[0].cells[column]).filter(words);
    const numeric = cells.every((cell) => value(cell) !== null);
    const key = (rows) => {
      const cell = rows[0].cells[column];
      return words(cell) ? (numeric ? value(cell) : words(cell)) : null;
    };
    const compare = (a, b) => (numeric ? a - b : compareWords(a, b));
    order = groups
      .map((rows) => ({ rows, key: key(rows) }))
      .sort((a, b) => {
        if (a.key === null || b.key === null) return (a.key === null) - (b.key === null);
        return direction * compare(a.key, b.key);
      })
      .map((one) => one.rows);
  }
  body.append(...order.flat());
};
const NEXT = { none: ["ascending", 1], ascending: ["descending", -1], descending: ["none", 0] };
document.querySelectorAll("[data-sortable] table").forEach((table) => {
  const body = table.tBodies[0];
  const groups = groupsOf(body);
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const press = make("button", { type: "button", className: "sort" });
    press.append(make("span", {}, ...head.childNodes));
    head.append(press);
    head.setAttribute("aria-sort", "none");
    press.addEventListener("click", () => {
      const [state, direction] = NEXT[head.getAttribute("aria-sort")];
      heads.forEach((other) => other.setAttribute("aria-sort", "none"));
      head.setAttribute("aria-sort", state);
      sort(body, groups, column, direction);
    });
  });
});

/* Charts: enlarge, and take away as numbers or picture. */
const numbers = JSON.parse(document.getElementById("chart-data").textContent);
const save = (name, blob) => {
  const url = URL.createObjectURL(blob);
  make("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
};
const visible = (figure) =>
  [...figure.querySelectorAll(".chart")].find((chart) => getComputedStyle(chart).display !== "none").firstElementChild;
const drawing = (figure) => {
  const style = getComputedStyle(figure.querySelector(".charts"));
  const svg = new XMLSerializer().serializeToString(figure.querySelector(".chart svg"));
  return svg.replace(/var\((--k\d+)\)/g, (_, name) => style.getPropertyValue(name).trim());
};
const saveSvg = (figure) => save(figure.dataset.chart + ".svg", new Blob([drawing(figure)], { type: "image/svg+xml" }));
const savePng = (figure) => {
  const svg = figure.querySelector(".chart svg");
  const [width, height] = ["width", "height"].map((side) => 2 * Number(svg.getAttribute(side)));
  const image = new Image(width, height);
  image.addEventListener("load", () => {
    const canvas = make("canvas", { width, height });
    canvas.getContext("2d").drawImage(image, 0, 0, width, height);
    canvas.toBlob((blob) => save(figure.dataset.chart + ".png", blob), "image/png");
  });
  image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(drawing(figure));
};

const stage = make("div", { className: "stage", tabIndex: 0 });
stage.setAttribute("role", "region");
const heading = make("p", { className: "zoom-title", id: "zoom-title" });
let scale = 1;
const fit = () => {
  const svg = stage.firstElementChild;
  const [width, height] = ["width", "height"].map((side) => Number(svg.getAttribute(side)));
  const whole = Math.min(stage.clientWidth / width, stage.clientHeight / height);
  svg.style.width = Math.floor(whole * scale * width) + "px";
  smaller.disabled = scale <= 1;
  larger.disabled = scale >= 8;
};
const zoom = (factor) => {
  const [x, y] = [stage.scrollLeft + stage.clientWidth / 2, stage.scrollTop + stage.clientHeight / 2];
  const before = scale;
  scale = Math.min(8, Math.max(1, scale * factor));
  fit();
  stage.scrollLeft = x * (scale / before) - stage.clientWidth / 2;
  stage.scrollTop = y * (scale / before) - stage.clientHeight / 2;
};
const larger = button("+", "larger", () => zoom(1.5));
const smaller = button("−", "smaller", () => zoom(1 / 1.5));
const close = button("Close", "", () => dialog.close());
const dialog = make("dialog", { className: "zoom" },
  make("div", { className: "zoom-bar" }, heading, make("div", { className: "tools" }, smaller, larger, close)), stage);
dialog.setAttribute("aria-labelledby", "zoom-title");
dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
dialog.addEventListener("close", () => stage.replaceChildren());
addEventListener("resize", () => { if (dialog.open) fit(); });
document.body.append(dialog);
const enlarge = (figure) => {
  const svg = visible(figure).cloneNode(true);
  const title = svg.querySelector("title").textContent;
  svg.querySelectorAll("[id]").forEach((named) => named.removeAttribute("id"));
  svg.removeAttribute("aria-labelledby");
  svg.setAttribute("aria-label", title);
  stage.setAttribute("aria-label", "Enlarged: " + title);
  heading.textContent = "Figure " + figure.dataset.number;
  stage.replaceChildren(svg);
  scale = 1;
  dialog.showModal();
  close.focus();
  fit();
};

document.querySelectorAll("figure[data-chart]").forEach((figure) => {
  if (!figure.querySelector("svg")) return;
  const name = "figure " + figure.dataset.number;
  const csv = () => save(figure.dataset.chart + ".csv", new Blob([numbers[figure.dataset.chart]], { type: "text/csv" }));
  figure.append(make("div", { className: "tools" },
    button("Enlarge", name, () => enlarge(figure)),
    button("CSV", "numbers of " + name, csv),
    button("SVG", "of " + name, () => saveSvg(figure)),
    button("PNG", "of " + name, () => savePng(figure))));
});
})();
