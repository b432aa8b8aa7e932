from optout.flow.problem import Problem, Severity


def test_it_reads_as_file_line_column_rule_text() -> None:
    assert str(Problem("x.yaml", 3, 5, "empty", "nothing stands here")) == "x.yaml:3:5: empty: nothing stands here"


def test_the_report_line_adds_severity_and_hint() -> None:
    problem = Problem("x.yaml", 3, 5, "empty", "nothing", "say something", Severity.WARNING)
    assert problem.report_line == "x.yaml:3:5: warning empty: nothing (say something)"
    assert not problem.is_error


def test_problems_sort_by_place() -> None:
    places = [("b", 1, 1), ("a", 10, 1), ("a", 2, 9), ("a", 2, 3)]
    problems = sorted(Problem(*place, "r", "t") for place in places)
    assert [(p.file, p.line, p.column) for p in problems] == [("a", 2, 3), ("a", 2, 9), ("a", 10, 1), ("b", 1, 1)]


def test_json_has_every_field() -> None:
    assert Problem("f", 1, 2, "r", "t").to_json() == {
        "file": "f",
        "line": 1,
        "column": 2,
        "severity": "error",
        "rule": "r",
        "text": "t",
        "hint": "",
    }
