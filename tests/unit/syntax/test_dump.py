from hierannot_dsl.source import Source
from hierannot_dsl.syntax.dump import token_lines, tree_lines
from hierannot_dsl.syntax.parse import parse

TEXT = """\
hierarchy a {
  node T {
    + CD3D = 2 @a:b "n"  # x
    - CD3E ! (
  }
  replace "A" > "B" with use c > "D"
  replace "E" with node "F" {
  }
}
"""


def test_tokens_with_their_places_and_what_is_not_read():
    assert list(token_lines(Source("x.hier", TEXT)))[:16] == [
        "1:1-1:10      HIERARCHY    hierarchy",
        "1:11-1:12     NAME         a",
        "1:13-1:14     OPEN         {",
        "2:3-2:7       NODE         node",
        "2:8-2:11      ?            T {",
        "3:5-3:6       SIGN         +",
        "3:7-3:11      GENE         CD3D",
        "3:12-3:15     WEIGHT       = 2",
        "3:16-3:20     EVIDENCE     @a:b",
        '3:21-3:24     STRING       "n"',
        "3:26-3:29     COMMENT      # x",
        "4:5-4:6       SIGN         -",
        "4:7-4:11      GENE         CD3E",
        "4:12-4:15     ?            ! (",
        "5:3-5:4       CLOSE        }",
        "6:3-6:10      REPLACE      replace",
    ]


def test_statements_with_their_places_and_what_they_hold():
    file = parse(Source("x.hier", TEXT)).value
    assert file is not None
    assert list(tree_lines(file)) == [
        "1:1-9:2       Hierarchy    name=a",
        '2:3-5:4         Node       kind=node name="T"',
        '3:5-3:24          Marker   comment=# x sign=1 gene=CD3D weight=2 evidence=[a:b] note="n"',
        '4:5-4:15          Marker   sign=-1 gene=CD3E note="! ("',
        '6:3-6:37        Replace    path="A" > "B" replacement=(Use hierarchy=c path=["D"])',
        '7:3-8:4         Replace    path="E" replacement=(Node kind=node name="F")',
    ]


def test_places_point_into_the_source_as_it_is():
    assert list(token_lines(Source("x.hier", "\ufeffhier\xa01\r\n"))) == [
        "1:2-1:6       HIER         hier",
        "1:7-1:8       ATOM         1",
    ]
