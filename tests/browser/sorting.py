"""Every sortable column of the page against Python's own sort."""

import functools
import re

NUMBER = re.compile(r"^[<>≤≥≈~]?\s*([+-]?\d[\d,]*(?:\.\d+)?(?:e[+-]?\d+)?)\s*[%×]?$", re.IGNORECASE)
READ = """(table) => [...table.tBodies[0].rows].map((row) => [...row.cells].map((cell) =>
    [cell.textContent.trim(), cell.dataset.value === undefined ? null : Number(cell.dataset.value)]))"""


def number(cell):
    """The value of a cell: the raw one it carries, or the one printed; None when it holds words."""
    text, raw = cell
    found = NUMBER.match(text.replace("−", "-").replace("–", "-"))
    printed = float(found[1].replace(",", "")) if found else None
    return printed if raw is None else raw


def words(cell):
    return "" if cell[0] == "—" else cell[0]


def compare_words(one, other):
    """Runs of digits as numbers, everything else by letter."""
    pairs = [re.findall(r"\d+|\D+", text.lower()) for text in (one, other)]
    for a, b in zip(*pairs):
        a, b = (int(a), int(b)) if a.isascii() and a.isdigit() and b.isascii() and b.isdigit() else (a, b)
        if a != b:
            return -1 if a < b else 1
    return len(pairs[0]) - len(pairs[1])


def expected(rows, column, direction):
    """Rows without a name stay with the row above; empty cells come last."""
    groups = []
    for row in rows:
        if groups and not words(row[0]):
            groups[-1].append(row)
        else:
            groups.append([row])
    filled = [group for group in groups if words(group[0][column])]
    empty = [group for group in groups if not words(group[0][column])]
    if all(number(group[0][column]) is not None for group in filled):
        key = lambda group: direction * number(group[0][column])
    else:
        compare = lambda a, b: direction * compare_words(words(a[0][column]), words(b[0][column]))
        key = functools.cmp_to_key(compare)
    return [row for group in sorted(filled, key=key) + empty for row in group]


def close(cell):
    """Whether the raw value rounds to the printed one."""
    text, raw = cell
    printed = number((text, None))
    if raw is None or printed is None:
        return raw is None
    digits = len(text.partition(".")[2]) if "e" not in text else None
    return abs(printed - raw) <= (0.05 * abs(raw) if digits is None else 0.500001 * 10.0**-digits)


def check(page, checks):
    tables = page.locator("[data-sortable] table").all()
    checks.that(len(tables) >= 5, f"{len(tables)} sortable tables")
    for table in tables:
        name = table.get_attribute("id")
        before = table.evaluate(READ)
        wrong = [cell for row in before for cell in row if not close(cell)]
        checks.that(not wrong, f"{name}: raw and printed values agree, but {wrong[:3]}")
        columns(table, name, checks)
        # Once more by what is printed: minus signs, thousands, powers of ten, percent.
        table.evaluate("(table) => table.querySelectorAll('td').forEach((cell) => delete cell.dataset.value)")
        columns(table, f"{name} as printed", checks)


def columns(table, name, checks):
    before = table.evaluate(READ)
    heads = table.locator("thead th").all()
    for column, head in enumerate(heads):
        for state, direction in (("ascending", 1), ("descending", -1)):
            head.locator("button").click()
            said = [other.get_attribute("aria-sort") for other in heads]
            only = ["none"] * len(heads)
            only[column] = state
            checks.that(said == only, f"{name}, column {column}: aria-sort is {said}")
            found = table.evaluate(READ)
            checks.that(found == expected(before, column, direction), f"{name}, column {column}: order, {state}")
        head.locator("button").click()
        checks.that(table.evaluate(READ) == before, f"{name}, column {column}: the third press restores the order")
