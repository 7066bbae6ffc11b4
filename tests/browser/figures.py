"""The numbers of a figure in results.json, flattened as the page's CSV has them, and compared."""

import csv
import io

# Which vector of a mark stands in which column.
COLUMNS = {
    "line": {"x": "x", "y": "y"},
    "points": {"x": "x", "y": "y"},
    "band": {"x": "x", "low": "low", "high": "high"},
    "bars": {"x": "x", "y": "y", "base": "base"},
    "segments": {"x": "x0", "y": "y0", "x_end": "x1", "y_end": "y1"},
    "h-line": {"y": "y"},
    "v-line": {"x": "x"},
    "x-span": {"x": "from", "x_end": "to"},
    "y-span": {"y": "from", "y_end": "to"},
    "text": {"x": "x", "y": "y"},
}


def rows(figure):
    """One dictionary for each point, bar, segment, span or word; numbers as floats, gaps as None."""
    for number, panel in enumerate(figure["panels"], start=1):
        for mark in panel["marks"]:
            kind = mark["mark"]
            vectors = {
                column: values if isinstance(values := mark[name], list) else [values]
                for column, name in COLUMNS[kind].items()
            }
            for i in range(max(map(len, vectors.values()), default=0)):
                row = {"panel": panel["title"] or str(number), "mark": kind}
                row["text" if kind == "text" else "series"] = mark["text" if kind == "text" else "label"]
                row.update((column, values[i]) for column, values in vectors.items())
                for axis in ("x", "y"):
                    scale = panel[axis]["scale"]
                    if isinstance(scale, dict) and row.get(axis) is not None:
                        row[axis + "_name"] = nearest(scale["Category"], row[axis])
                yield row


def nearest(names, position):
    near = [i for i in range(len(names)) if abs(i - position) <= 0.5]
    return names[max(near)] if near and position < len(names) - 0.5 else ""


def difference(text, figure):
    """None when the CSV holds exactly the figure's numbers and words, else the first line that does not."""
    found = list(csv.DictReader(io.StringIO(text, newline="")))
    expected = list(rows(figure))
    if len(found) != len(expected):
        return f"{len(found)} lines, expected {len(expected)}"
    for line, (one, other) in enumerate(zip(found, expected), start=2):
        for column in set(one) | set(other):
            wanted, cell = other.get(column), one.get(column, "")
            if isinstance(wanted, (int, float)):
                same = cell != "" and float(cell) == wanted
            else:
                same = cell == (wanted or "")
            if not same:
                return f"line {line}, {column}: `{cell}`, expected `{wanted}`"
    return None
