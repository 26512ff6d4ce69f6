import re
from html import unescape
from html.parser import HTMLParser

import pytest

from hierannot_dsl import make_cluster_annotation_export_summary, write_annotation_report
from hierannot_dsl.api.pipeline import HierAnnotPipeline
from hierannot_dsl.catalog.builtins import load_builtin
from hierannot_dsl.report.annotation import Picture, annotation_facts, annotation_page
from hierannot_dsl.report.page import NOTHING, bar, number, shade
from tests.unit.report.pages import HIERARCHY, HOSTILE, fitted, made_up_means

CLUSTERS = (*HOSTILE, "1", "2", "10")
VOID = {"meta", "link", "input", "br", "img", "hr"}


class Outline(HTMLParser):
    """Tags that were opened and not closed in order, ids, links and texts of a page."""

    def __init__(self):
        super().__init__()
        self.open, self.wrong, self.ids, self.links, self.tags = [], [], [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.ids += [value for name, value in attrs if name == "id"]
        self.links += [value for name, value in attrs if name == "href"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


@pytest.fixture(scope="module")
def facts():
    fit, export = fitted(CLUSTERS)
    return annotation_facts(fit, export, data="made <up>", record={"input type": "raw_cluster_means"})


@pytest.fixture(scope="module")
def page(facts):
    return annotation_page(facts)


@pytest.fixture(scope="module")
def outline(page):
    parser = Outline()
    parser.feed(page)
    return parser


def test_every_tag_is_closed_and_every_id_is_one(outline):
    assert outline.wrong == []
    assert outline.open == []
    assert len(outline.ids) == len(set(outline.ids))


def test_links_lead_inside_the_page(outline):
    assert set(outline.links) <= {f"#{name}" for name in outline.ids}


def test_nothing_is_asked_of_a_network(page, outline):
    policies = [given["content"] for tag, given in outline.tags if tag == "meta" and "http-equiv" in given]
    assert [policy.split(";")[0] for policy in policies] == ["default-src 'none'"]
    assert not re.search(r"https?:|url\(|@import", page)
    assert [tag for tag, given in outline.tags if "src" in given] == []
    assert [tag for tag, given in outline.tags if "style" in given or "onclick" in given] == []


def test_scores_stand_under_their_clusters_whatever_the_export_keeps_and_how_it_is_sorted():
    fit, export = fitted(CLUSTERS)

    def columns(table):
        got = annotation_facts(fit, table, data="made up", record={})
        rows = [list(zip(row.scores, row.called, strict=True)) for row in got.heat]
        return {row.cluster: [scores[at] for scores in rows] for at, row in enumerate(got.rows)}

    whole = columns(export)
    assert len(set(map(str, whole.values()))) > 1
    some = export.iloc[::-2]
    assert columns(some) == {cluster: whole[cluster] for cluster in some["cluster_id"]}


def test_what_has_another_name_in_the_data_is_on_record():
    means = made_up_means(CLUSTERS).rename({"JCHAIN": "IGJ", "CD3D": "Cd3d", "CD3E": "Cd3e"})
    fit = HierAnnotPipeline(load_builtin(HIERARCHY)).fit_score(means)
    export = make_cluster_annotation_export_summary(fit)
    told = dict(annotation_facts(fit, export, data="made up", record={}).record)["markers"]
    assert told == (
        "1 marker has another name in the data: JCHAIN is IGJ; "
        "2 markers differ in case, such as CD3D, which is Cd3d there"
    )


def test_hostile_names_are_text(page, outline):
    assert sum(tag == "script" for tag, _ in outline.tags) == 1
    assert "{{ 7 * 7 }}" in page
    heads = re.findall(r"<h3>(.*?)</h3>", page)
    assert [unescape(head) for head in heads] == list(CLUSTERS)


def test_the_table_has_what_was_exported(facts):
    _, export = fitted(CLUSTERS)
    assert [row.label for row in facts.rows] == list(export["annot_export_label"])
    assert [row.cluster for row in facts.rows] == list(CLUSTERS)
    assert sum(facts.statuses.values()) == len(CLUSTERS)
    assert facts.statuses["resolved"] == (export["annot_export_status"] == "resolved").sum()
    assert [row.explanation.label for row in facts.rows] == [row.label for row in facts.rows]


def test_the_heat_map_has_every_program_and_marks_every_call_once(facts):
    fit, _ = fitted(CLUSTERS)
    assert [line.name for line in facts.heat] == list(fit.program.names)
    for column in range(len(CLUSTERS)):
        called = [line.name for line in facts.heat if line.called[column]]
        assert called == ([facts.rows[column].explanation.called] if called else [])


def test_stability_is_told_where_it_was_estimated(facts):
    fit, export = fitted(CLUSTERS)
    told = [row.stability for row in facts.rows]
    assert told == [None if value != value else value for value in export["annot_stability"].astype(float)]
    without = annotation_facts(fit, export.drop(columns="annot_stability"), data="x", record={})
    assert [row.stability for row in without.rows] == [None] * len(CLUSTERS)


def test_columns_of_the_heat_map_lead_to_their_clusters(page):
    heads = re.findall(r'<th scope="col"><a href="#c(\d+)">(.*?)</a>', page)
    assert [(int(number), unescape(name)) for number, name in heads] == list(enumerate(CLUSTERS, start=1))


def test_the_record_says_which_hierarchy_it_was(facts):
    record = dict(facts.record)
    fit, _ = fitted(CLUSTERS)
    assert (record["hierarchy"], record["version"]) == (HIERARCHY, fit.program.version)
    assert (record["content hash"], record["input type"]) == (fit.program.source_hash, "raw_cluster_means")


def test_the_same_fit_gives_the_same_bytes(page):
    fit, export = fitted(CLUSTERS)
    again = annotation_facts(fit, export, data="made <up>", record={"input type": "raw_cluster_means"})
    assert annotation_page(again) == page


def test_a_picture_is_inside_the_page():
    fit, export = fitted(("1",))
    picture = Picture("Confidence", "Confidence of every <cluster>", b"\x89PNG")
    page = annotation_page(annotation_facts(fit, export, data="x", record={}, pictures=[picture]))
    assert '<img alt="Confidence of every &lt;cluster&gt;" src="data:image/png;base64,iVBORw==">' in page


def test_the_page_is_written_whole(tmp_path):
    fit, _ = fitted(("1", "2"))
    write_annotation_report(fit, tmp_path / "labels.html", title="two clusters")
    text = (tmp_path / "labels.html").read_text(encoding="utf-8")
    assert "<title>two clusters: labels by colon_tme</title>" in text
    assert text.endswith("</html>\n")


@pytest.mark.parametrize(
    ("score", "found"), [(None, "hx"), (-3.0, "h0"), (0.0, "h0"), (0.15, "h1"), (1.0, "h6"), (9.0, "h7")]
)
def test_a_score_has_one_of_eight_shades(score, found):
    assert shade(score) == found


def test_numbers_are_rounded_and_a_missing_one_is_a_dash():
    assert [number(0.256), number(-0.004), number(float("nan")), number(None), number(-1.0, 1)] == [
        "0.26",
        "0.00",
        NOTHING,
        NOTHING,
        "-1.0",
    ]
    assert [bar(0.5, 1.0), bar(-1.0, 1.0), bar(0.0, 0.0)] == ["w10", "w20", "w0"]
