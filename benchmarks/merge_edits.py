"""Random edits of `.hier` texts, as curators make them: by line, by block, by name, with comments anywhere.

An edit names what it is about, not where it stands, so that it can be made in another state of the file too:
two edits are independent where making them in either order says the same.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from hierannot_dsl.source import Source
from hierannot_dsl.syntax.format import format_file
from hierannot_dsl.syntax.parse import parse

CODE = re.compile(r'((?:[^"#]|"(?:[^"\\]|\\.)*"|(?<! )#)*?)(?:(?<=\s)(#.*)|)$')
NAMED = re.compile(r'(?:node|contrast) "([^"]+)"')
MARKER = re.compile(r'([+-]) (\S+)((?: = [\d.]+)?)((?: @\S+)*)((?: ".*")?)$')
RENAMED = re.compile(r'(?<=")(Renamed (red|blue) )+')
GENES = ("ABC1", "DEF2", "GHI3", "JKL4", "MNO5", "PQR6", "STU7")
PATHS = ("in ", "drop ", "replace ", "move ", "rename ", "expect ", "panel ", "use ", "contrast use ")


@dataclass
class Line:
    """A line or, where `body` is a list, a block; `text` is empty for an empty line."""

    text: str
    body: list[Line] | None = None
    closing: str = "}"

    @property
    def code(self) -> str:
        return "" if self.text.startswith("#") else split_comment(self.text)[0]

    @property
    def name(self) -> str | None:
        found = NAMED.search(self.code) if self.body is not None else None
        return found[1] if found and not self.code.startswith(("in ", "test ")) else None

    @property
    def known_as(self) -> str:
        """What it says, with the first names of nodes: those before all renames."""
        return RENAMED.sub("", self.code)

    @property
    def first_name(self) -> str | None:
        return self.name and RENAMED.sub("", f'"{self.name}"').strip('"')


@dataclass
class Text:
    """A file as lines in blocks."""

    lines: list[Line] = field(default_factory=list)

    def __str__(self) -> str:
        return "".join(_printed(self.lines, 0))

    def walk(self) -> Iterator[tuple[list[Line], Line]]:
        """Every line, with the block that holds it."""
        waiting = [(self.lines, line) for line in reversed(self.lines)]
        while waiting:
            holder, line = waiting.pop()
            yield holder, line
            waiting += [(line.body, inner) for inner in reversed(line.body or [])]

    def blocks(self) -> list[Line]:
        return [line for _, line in self.walk() if line.body is not None]


def split_comment(text: str) -> tuple[str, str]:
    """Code and comment of a line."""
    found = CODE.match(text)
    return (found[1].rstrip(), found[2] or "") if found else (text, "")


def read_text(text: str) -> Text:
    """A text as lines in blocks; the text is canonical."""
    whole = Text()
    stack = [whole.lines]
    for raw in text.splitlines():
        stripped = raw.strip()
        if not stripped.startswith("#") and split_comment(stripped)[0].startswith("}"):
            stack.pop()
            next(line for line in reversed(stack[-1]) if line.body is not None).closing = stripped
        else:
            is_block = not stripped.startswith("#") and split_comment(stripped)[0].endswith("{")
            line = Line(stripped, [] if is_block else None)
            stack[-1].append(line)
            if line.body is not None:
                stack.append(line.body)
    return whole


def _printed(lines: list[Line], depth: int) -> Iterator[str]:
    for line in lines:
        yield f"{'  ' * depth}{line.text}\n" if line.text else "\n"
        if line.body is not None:
            yield from _printed(line.body, depth + 1)
            yield f"{'  ' * depth}{line.closing}\n"


Change = Callable[[Text], bool]


def _nothing(_: Text) -> bool:
    return True


@dataclass(frozen=True)
class Edit:
    """One thing that a curator does.

    Attributes
    ----------
    kind
        Which thing, in words.
    follow
        What has to be done with everything that others write meanwhile: it calls a node by its old name.
    """

    kind: str
    change: Change
    follow: Change = _nothing

    def made_in(self, text: str) -> str | None:
        """The text afterwards, in canonical layout; None where it has no place there."""
        lines = read_text(text)
        if not self.change(lines):
            return None
        outcome = parse(Source("edited", str(lines)))
        return None if outcome.failed or outcome.value is None else format_file(outcome.value)


def _address(text: Text, wanted: Line) -> tuple[str, ...]:
    """The heads of the blocks around a line, up to the node that it is about; of a node none."""
    if wanted.name:
        return ()

    def below(lines: list[Line], heads: tuple[str, ...]) -> tuple[str, ...] | None:
        for line in lines:
            if line is wanted:
                return heads
            if line.body is not None:
                inside = (line.known_as,) if line.name else (*heads, line.known_as)
                found = below(line.body, inside)
                if found is not None:
                    return found
        return None

    return below(text.lines, ()) or ()


def _find(text: Text, heads: tuple[str, ...], code: str) -> tuple[list[Line], Line] | None:
    for holder, line in text.walk():
        if line.known_as == code and code and _address(text, line) == heads:
            return holder, line
    return None


def random_edit(text: str, chance: random.Random, mark: str) -> Edit:
    """An edit of something that the text holds; `mark` makes its comments and names its own."""
    lines = read_text(text)
    kinds = [*KINDS]
    while True:
        kind = chance.choices(kinds, weights=[KINDS[one][1] for one in kinds])[0]
        made = KINDS[kind][0](lines, chance, mark)
        if made is not None:
            return Edit(kind, *made) if isinstance(made, tuple) else Edit(kind, made)


def _markers(lines: Text) -> list[Line]:
    return [line for _, line in lines.walk() if MARKER.match(line.code)]


def _nodes(lines: Text) -> list[Line]:
    return [line for line in lines.blocks() if line.name]


def _hierarchies(lines: Text) -> list[Line]:
    return [line for line in lines.lines if line.code.startswith("hierarchy ")]


def _on(lines: Text, chosen: Line, change: Callable[[Text, list[Line], Line], bool | None]) -> Change:
    """A change of one line, found again by what it says and where."""
    heads, code = _address(lines, chosen), chosen.known_as

    def made(text: Text) -> bool:
        found = _find(text, heads, code)
        return found is not None and change(text, *found) is not False

    return made


def _pick(found: list[Line], chance: random.Random) -> Line | None:
    return chance.choice(found) if found else None


def add_marker(lines: Text, chance: random.Random, mark: str) -> Change | None:
    node = _pick([line for line in lines.blocks() if line.name or line.code.startswith("in ")], chance)
    if node is None:
        return None
    sign, gene, at = chance.choice("+-"), chance.choice(GENES), chance.random()
    tail = chance.choice(["", "", " = 0.5", f' @pmid:{mark}1 "note {mark}"', f"  # beside {mark}"])

    def change(_: Text, __: list[Line], line: Line) -> bool:
        body = line.body or []
        if any(re.match(rf"[+-] {gene}\b", one.code) for one in body):
            return False
        markers = [n for n, one in enumerate(body) if MARKER.match(one.code)]
        place = markers[int(at * len(markers))] + 1 if markers else 0
        body.insert(place, Line(f"{sign} {gene}{tail}"))
        return True

    return _on(lines, node, change)


def drop_line(lines: Text, chance: random.Random, _: str) -> Change | None:
    marker = _pick(_markers(lines), chance)
    return marker and _on(lines, marker, lambda _, holder, line: holder.remove(line))


def change_marker(lines: Text, chance: random.Random, mark: str) -> Change | None:
    """Another sign, weight, source or note.

    A weight says how much a gene speaks for or against: who changes it means the sign that is there, and who
    changes the sign means the weight. So these two are not independent.
    """
    marker = _pick(_markers(lines), chance)
    if marker is None:
        return None
    part = chance.choice(["sign", "weight", "evidence", "note"])
    weight = chance.choice(["0.25", "2", "3"])
    sign, gene, weighed, *_ = MARKER.match(marker.code).groups()  # type: ignore[union-attr]
    heads = _address(lines, marker)

    def made(text: Text) -> bool:
        for _, line in text.walk():
            found = MARKER.match(line.code)
            if found is None or found[2] != gene or _address(text, line) != heads:
                continue
            comment = split_comment(line.text)[1]
            now, _, old, evidence, note = found.groups()
            if part in ("sign", "weight") and (now, old) != (sign, weighed):
                return False
            if part == "sign":
                now = "-" if sign == "+" else "+"
            elif part == "weight":
                old = f" = {weight}"
            elif part == "evidence":
                evidence += f" @dataset:{mark}"
            else:
                note = f' "said by {mark}"'
            line.text = f"{now} {gene}{old}{evidence}{note}" + (f"  {comment}" if comment else "")
            return True
        return False

    return made


def comment_above(lines: Text, chance: random.Random, mark: str) -> Change | None:
    chosen = _pick([line for _, line in lines.walk() if line.code], chance)
    words = [Line(f"# {mark} above {number}") for number in range(chance.randint(1, 2))]
    gap = [Line("")] if chance.random() < 0.3 else []

    def change(_: Text, holder: list[Line], line: Line) -> None:
        at = next(n for n, one in enumerate(holder) if one is line)
        holder[at:at] = [Line(one.text) for one in (*words, *gap)]

    return chosen and _on(lines, chosen, change)


def comment_beside(lines: Text, chance: random.Random, mark: str) -> Change | None:
    chosen = _pick([line for _, line in lines.walk() if line.code], chance)
    closing = chance.random() < 0.3

    def change(_: Text, __: list[Line], line: Line) -> None:
        if closing and line.body is not None:
            line.closing = f"}}  # {mark} end"
        else:
            line.text = f"{line.code}  # {mark} beside"

    return chosen and _on(lines, chosen, change)


def comment_tail(lines: Text, chance: random.Random, mark: str) -> Change | None:
    chosen = _pick(lines.blocks(), chance)
    gap = chance.random() < 0.5

    def change(_: Text, __: list[Line], line: Line) -> None:
        assert line.body is not None
        line.body += [*([Line("")] if gap else []), Line(f"# {mark} tail")]

    return chosen and _on(lines, chosen, change)


def comment_of_file(_: Text, chance: random.Random, mark: str) -> Change | None:
    head = chance.random() < 0.5

    def made(text: Text) -> bool:
        if head:
            text.lines.insert(0, Line(f"# {mark} head"))
        else:
            text.lines.append(Line(f"# {mark} foot"))
        return True

    return made


def change_comment(lines: Text, chance: random.Random, mark: str) -> Change | None:
    """Another comment in its place, or none; it is known by its text, so only where no other is the same."""
    chosen = _pick([line for _, line in lines.walk() if line.text.startswith("#")], chance)
    if chosen is None:
        return None
    old, gone = chosen.text, chance.random() < 0.3

    def made(text: Text) -> bool:
        found = [(holder, line) for holder, line in text.walk() if line.text == old]
        if len(found) != 1:
            return False
        ((holder, line),) = found
        if gone:
            holder[:] = [one for one in holder if one is not line]
        else:
            line.text = f"{old} ({mark})"
        return True

    return made if made(read_text(str(lines))) else None


def change_field(lines: Text, chance: random.Random, mark: str) -> Change | None:
    node = _pick(_nodes(lines), chance)
    hierarchy = _pick(_hierarchies(lines), chance)
    options = []
    if node is not None:
        options += [(node, "description", f'description "By {mark}."'), (node, "rescue", "rescue 0.4")]
        options += [
            (node, "alias", f'alias "alias {mark} {chance.random():.3f}"'),
            (node, "cl", "cl CL:0000001"),
        ]
        options += [(node, "cl", "cl CL:0000002")]
    if hierarchy is not None:
        options += [
            (hierarchy, "keyword", f'keyword "word {mark}"'),
            (hierarchy, "title", f'title "By {mark}"'),
        ]
        options += [(hierarchy, "version", f"version {chance.choice(['1.0.1', '1.1.0', '2.0.0', '1.10.0'])}")]
    if not options:
        return None
    holder, keyword, told = chance.choice(options)
    repeats = keyword in {"alias", "keyword"}

    def change(_: Text, __: list[Line], line: Line) -> None:
        body = line.body or []
        old = next((one for one in body if one.code.startswith(f"{keyword} ")), None)
        if old is None or repeats:
            body.insert(0, Line(told))
        else:
            comment = split_comment(old.text)[1]
            old.text = told + (f"  {comment}" if comment else "")

    return _on(lines, holder, change)


def drop_field(lines: Text, chance: random.Random, _: str) -> Change | None:
    found = [line for _, line in lines.walk() if re.match(r"(cl|alias|keyword|description|role) ", line.code)]
    chosen = _pick(found, chance)
    return chosen and _on(lines, chosen, lambda _, holder, line: holder.remove(line))


def _rename(
    lines: Text, chance: random.Random, mark: str, *, everywhere: bool
) -> tuple[Change, Change] | None:
    node = _pick(_nodes(lines), chance)
    if node is None:
        return None
    old, new = f'"{node.name}"', f'"Renamed {mark} {node.name}"'

    def made(text: Text) -> bool:
        declared = [line for line in text.blocks() if f'"{line.name}"' == old]
        if len(declared) != 1:
            return False
        (line,) = declared
        if line.code.startswith("replace "):
            head, _, tail = line.text.partition(" with ")
            line.text = f"{head} with {tail.replace(old, new)}"
        else:
            line.text = line.text.replace(old, new)
        return follow(text) if everywhere else True

    def follow(text: Text) -> bool:
        for _, line in text.walk():
            if line.code.startswith(PATHS):
                path, word, tail = line.text.partition(" with ")
                line.text = path.replace(old, new) + word + tail
        return True

    return made, follow


def rename(lines: Text, chance: random.Random, mark: str) -> tuple[Change, Change] | None:
    return _rename(lines, chance, mark, everywhere=True)


def rename_alone(lines: Text, chance: random.Random, mark: str) -> tuple[Change, Change] | None:
    return _rename(lines, chance, mark, everywhere=False)


def _with_comments(holder: list[Line], line: Line) -> list[Line]:
    """Take a line out, with the comments directly above it."""
    at = next(n for n, one in enumerate(holder) if one is line)
    start = at
    while start and holder[start - 1].text.startswith("#"):
        start -= 1
    taken = holder[start : at + 1]
    del holder[start : at + 1]
    return taken


def move(lines: Text, chance: random.Random, _: str) -> Change | None:
    nodes = [line for line in _nodes(lines) if not line.code.startswith("replace ")]
    if len(nodes) < 2:
        return None
    chosen, target = chance.sample(nodes, 2)
    name, into = chosen.first_name, target.first_name
    if not target.code.startswith(("node", "replace")):
        return None

    def made(text: Text) -> bool:
        found = [(holder, line) for holder, line in text.walk() if line.first_name == name]
        under = [line for line in text.blocks() if line.first_name == into]
        if len(found) != 1 or len(under) != 1:
            return False
        holder, line = found[0]
        inside = Text([line]).blocks()
        if any(one is under[0] for one in inside) or any(one is line for one in under[0].body or []):
            return False
        assert under[0].body is not None
        under[0].body += [Line(""), *_with_comments(holder, line)]
        return True

    return made


def insert_level(lines: Text, chance: random.Random, mark: str) -> Change | None:
    chosen = _pick([line for line in _nodes(lines) if line.code.startswith("node ")], chance)
    if chosen is None:
        return None
    name, gene = chosen.first_name, chance.choice(GENES)

    def made(text: Text) -> bool:
        found = [(holder, line) for holder, line in text.walk() if line.first_name == name]
        if len(found) != 1:
            return False
        holder, line = found[0]
        at = next(n for n, one in enumerate(holder) if one is line)
        block = _with_comments(holder, line)
        at -= len(block) - 1
        holder.insert(at, Line(f'node "Level {mark} of {name}" {{', [Line(f"+ {gene}"), Line(""), *block]))
        return True

    return made


def add_node(lines: Text, chance: random.Random, mark: str) -> Change | None:
    places = [
        line for line in lines.blocks() if line.code.startswith(("node ", "hierarchy ", "in ", "replace "))
    ]
    parent = _pick(places, chance)
    gene, other, at = *chance.sample(GENES, 2), chance.random()
    comment = [Line(f"# {mark} above a new node")] if chance.random() < 0.5 else []

    def change(_: Text, __: list[Line], line: Line) -> None:
        body = line.body or []
        children = [n for n, one in enumerate(body) if one.name]
        place = children[int(at * len(children))] + 1 if children else len(body)
        said = [Line(f"+ {gene}"), Line(f"+ {other}  # {mark} of a new node")]
        body[place:place] = [Line(""), *comment, Line(f'node "New {mark} {at:.3f}" {{', said)]

    return parent and _on(lines, parent, change)


def drop_node(lines: Text, chance: random.Random, _: str) -> Change | None:
    chosen = _pick([line for line in _nodes(lines) if not line.code.startswith("replace ")], chance)
    return chosen and _on(lines, chosen, lambda _, holder, line: bool(_with_comments(holder, line)))


def add_statement(lines: Text, chance: random.Random, mark: str) -> Change | None:
    hierarchy = _pick(_hierarchies(lines), chance)
    if hierarchy is None:
        return None
    names = ["T cell", "B cell", "Fibroblast", "Endothelial", "Macrophage", "Immune", "Mast cell"]
    name, gene = chance.choice(names), chance.choice(GENES)
    told = chance.choice(
        [
            Line(f'in "{name}" {{  # {mark} in', [Line(f"+ {gene}"), Line(f"# {mark} inside in")]),
            Line(f'drop "{name}"  # {mark} drop'),
            Line(f'rename "{name}" to "{name} {mark}"'),
            Line(
                f'replace "{name}" with node "Other {mark} {name}" {{', [Line(f"+ {gene}  # {mark} replace")]
            ),
            Line(f'move "{name}" under "{chance.choice(names)}"'),
            Line('use immune_core > "T cell"'),
            Line('contrast use tme_core > "Mast cell"'),
            Line(f"markers set_{mark} {{", [Line(f"+ {gene}")]),
            Line(f'contrast "Contrast {mark}" {{', [Line(f"+ {gene}")]),
        ]
    )

    def change(_: Text, __: list[Line], line: Line) -> None:
        assert line.body is not None
        body = None if told.body is None else [Line(one.text) for one in told.body]
        line.body += [Line(""), Line(told.text, body)]

    return _on(lines, hierarchy, change)


def edit_in(lines: Text, chance: random.Random, mark: str) -> Change | None:
    chosen = _pick([line for line in lines.blocks() if line.code.startswith(("in ", "replace "))], chance)
    gene = chance.choice(GENES)

    def change(_: Text, __: list[Line], line: Line) -> None:
        assert line.body is not None
        line.body.insert(0, Line(f"+ {gene}  # {mark} in an edit"))

    return chosen and _on(lines, chosen, change)


def add_test(lines: Text, chance: random.Random, mark: str) -> Change | None:
    nodes = [line.name for line in _nodes(lines)]
    expected = [line.code for _, line in lines.walk() if line.code.startswith("expect ")]
    if not nodes and not expected:
        return None
    expect = f'expect "{chance.choice(nodes)}"' if nodes else chance.choice(expected)
    gene = chance.choice(GENES)

    def made(text: Text) -> bool:
        said = [Line(expect), Line(""), Line(f"express {gene} = 3  # {mark} of a test")]
        target = next((one.body for one in _hierarchies(text) if one.body is not None), text.lines)
        target += [Line(""), Line(f'test "test {mark}" {{', said)]
        return True

    return made


def edit_test(lines: Text, chance: random.Random, mark: str) -> Change | None:
    test = _pick([line for line in lines.blocks() if line.code.startswith("test ")], chance)
    gene, way = chance.choice(GENES), chance.random()

    def change(_: Text, __: list[Line], line: Line) -> bool:
        assert line.body is not None
        lists = [one for one in line.body if one.code.startswith("express ")]
        if way < 0.4 or not lists:
            line.body.append(Line(f"express {gene} = 2  # {mark} expressed"))
        elif way < 0.7:
            lists[0].text = re.sub(r"= \S+", "= 1.5", lists[0].text)
        else:
            line.body.insert(0, Line(f'expect not "{mark}"' if way > 0.95 else "expect not unknown"))
        return True

    return test and _on(lines, test, change)


def reorder(lines: Text, chance: random.Random, _: str) -> Change | None:
    block = _pick([line for line in lines.blocks() if line.name], chance)

    def change(_: Text, __: list[Line], line: Line) -> bool:
        children = [one for one in line.body or [] if one.name]
        if len(children) < 2:
            return False
        assert line.body is not None
        first = _with_comments(line.body, children[0])
        line.body += [Line(""), *first]
        return True

    return block and _on(lines, block, change)


Kind = Callable[[Text, random.Random, str], Change | tuple[Change, Change] | None]
KINDS: dict[str, tuple[Kind, int]] = {
    "add a marker": (add_marker, 12),
    "drop a marker": (drop_line, 6),
    "change a marker": (change_marker, 12),
    "comment above": (comment_above, 8),
    "comment beside": (comment_beside, 8),
    "comment at the end of a block": (comment_tail, 4),
    "comment of the file": (comment_of_file, 2),
    "change a comment": (change_comment, 5),
    "change a field": (change_field, 8),
    "drop a field": (drop_field, 3),
    "rename, with all that calls it": (rename, 5),
    "rename alone": (rename_alone, 3),
    "move": (move, 6),
    "insert a level": (insert_level, 5),
    "add a node": (add_node, 6),
    "drop a node": (drop_node, 4),
    "add a statement": (add_statement, 5),
    "edit a statement": (edit_in, 3),
    "add a test": (add_test, 3),
    "edit a test": (edit_test, 3),
    "reorder": (reorder, 3),
}
