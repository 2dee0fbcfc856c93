"""What the lists of activities and awards state otherwise than a project's record or another source does: told at the row, with the place of the other."""

from collections.abc import Callable, Iterator

from data.finding import Finding
from data.replaced import Told
from data.sources.activity_tables import ACTIVITY, AWARD, LEVELS
from data.sources.table import words_by_code

Ask = Callable[[str], list[dict]]
# Classes and trainees: the column of the list, and that of the project's record.
_PAIRS = (("times", "classes"), ("people", "trainees"))
# Classes that their project's record tells: a sum of what is recorded, and whether every class of the source records it.
CLASSES = """SELECT a.source_id, a.sequence, a.file, COALESCE(a.sheet, '') AS sheet, MIN(a.row) AS row, a.project_code AS code, COUNT(*) AS n,
       CAST(SUM(a.{listed}) AS BIGINT) AS listed, COUNT(a.{listed}) = COUNT(*) AS complete,
       MIN(p.{recorded}) AS recorded, MIN(p.file) AS project_file, MIN(p.sheet) AS project_sheet, MIN(p.row) AS project_row
FROM activity a JOIN project p ON p.project_id = a.project_id
WHERE a.told_{recorded}
GROUP BY a.source_id, a.sequence, a.file, COALESCE(a.sheet, ''), a.project_code, a.project_id
HAVING listed > recorded OR (complete AND listed < recorded)
ORDER BY a.file, row"""
# Of one product two certificates of two sources that share level or round, neither source having that of the other.
AWARDS = """WITH latest AS (SELECT * FROM staging.award QUALIFY sequence = MAX(sequence) OVER (PARTITION BY source_id, province))
SELECT a.sequence, a.file, a.sheet, a.row, a.product, a.level, a.round, b.source_id, b.level AS other_level, b.round AS other_round
FROM latest a JOIN latest b ON b.province = a.province AND b.product_key = a.product_key AND b.source_id <> a.source_id AND (b.level = a.level) <> (b.round = a.round)
WHERE NOT EXISTS (SELECT 1 FROM latest x WHERE x.province = a.province AND x.product_key = a.product_key AND x.source_id = b.source_id AND x.level = a.level AND x.round = a.round)
  AND NOT EXISTS (SELECT 1 FROM latest x WHERE x.province = a.province AND x.product_key = a.product_key AND x.source_id = a.source_id AND x.level = b.level AND x.round = b.round)
QUALIFY ROW_NUMBER() OVER (PARTITION BY a.sequence, a.file, a.sheet, a.row ORDER BY b.source_id, b.round, b.level) = 1
ORDER BY a.file, a.row"""


def classes(ask: Ask) -> Iterator[Told]:
    """A warning where the classes of a source that name a project add up to another number than its record tells (which is the one that counts).

    A sum over classes of which some record nothing is a part: only one that is larger than the record differs for certain.
    """
    headings = {column.name: column.headings[-1] for column in ACTIVITY.columns}
    for listed, recorded in _PAIRS:
        for row in ask(CLASSES.format(listed=listed, recorded=recorded)):
            value = f"{row['code']}: {row['listed']}"
            expected = (
                f"{row['recorded']}; {row['project_file']}, {row['project_sheet']}, dòng {row['project_row']}"
            )
            where = (row["file"], row["sheet"], row["row"], headings[listed])
            yield Told(row["sequence"], Finding("class_differs", "warning", *where, value, expected))


def awards(ask: Ask) -> Iterator[Told]:
    """A warning at each certificate that another source states at another level or of another round."""
    words = words_by_code(LEVELS)
    heading = next(column.headings[-1] for column in AWARD.columns if column.name == "product")
    for row in ask(AWARDS):
        value = f"{row['product']}; {words[row['level']]}; {row['round']}"
        expected = f"{row['source_id']}; {words[row['other_level']]}; {row['other_round']}"
        where = (row["file"], row["sheet"], row["row"], heading)
        yield Told(row["sequence"], Finding("award_rivals", "warning", *where, value, expected))
