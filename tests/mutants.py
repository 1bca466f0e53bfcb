"""How many small mistakes in a module its tests would notice: `python tests/mutants.py measures/weights`.

One operator, comparison, number or choice at a time is changed in a copy of the package, and the tests of that module
run on it. A mutant that no test fails survives, and is printed to be read: either it counts the same, or a test is
missing. Each mutant is a fork of one process that has the libraries loaded, so it costs what its tests cost.
"""

from __future__ import annotations

import ast
import contextlib
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
SWAPS: dict[type, type] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.Pow: ast.Mult, ast.Mod: ast.Add, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd, ast.MatMult: ast.Add,
}  # fmt: skip
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any", "minimum": "maximum", "maximum": "minimum",
         "log2": "log", "log10": "log", "log": "log2", "cumsum": "asarray", "floor": "ceil"}  # fmt: skip
Place = tuple[ast.AST, str, object]  # a node, its field, and what shall stand there


def changes(tree: ast.Module) -> Iterator[Place]:
    """Every single change, outside annotations, messages and docstrings."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Raise | ast.JoinedStr | ast.Assert | ast.ImportFrom):
            continue
        for field in ("op", "attr", "id"):
            value = getattr(node, field, None)
            if type(value) in SWAPS:
                yield node, field, SWAPS[type(value)]()
            elif isinstance(value, str) and value in NAMES:
                yield node, field, NAMES[value]
        if isinstance(node, ast.Compare):
            for number, operator in enumerate(node.ops):
                if type(operator) in SWAPS:
                    changed = [*node.ops[:number], SWAPS[type(operator)](), *node.ops[number + 1 :]]
                    yield node, "ops", changed
        if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
            yield node, "value", not node.value if isinstance(node.value, bool) else node.value + 1
        if isinstance(node, ast.IfExp | ast.If | ast.While):
            yield node, "test", ast.UnaryOp(ast.Not(), node.test)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub | ast.Invert):
            yield node, "op", ast.UAdd() if isinstance(node.op, ast.USub) else None
        for field, value in ast.iter_fields(node):
            if field not in ("annotation", "returns", "decorator_list"):
                waiting += [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, ast.AST)]


def mutants(source: str) -> Iterator[tuple[int, str, str]]:
    """The line, what is changed on it, and the whole text, for every mutant."""
    tree = ast.parse(source)
    for node, field, changed in list(changes(tree)):
        before, shown = getattr(node, field), ast.unparse(node).split("\n")[0]
        if changed is None:  # `not x` becomes x, told as `not not x`
            changed = ast.Not()
            operand, node.operand = node.operand, ast.UnaryOp(ast.Not(), node.operand)  # type: ignore[attr-defined]
        setattr(node, field, changed)
        ast.fix_missing_locations(tree)
        yield node.lineno, f"{shown}  →  {ast.unparse(node).split(chr(10))[0]}", ast.unparse(tree)  # type: ignore[attr-defined]
        setattr(node, field, before)
        if isinstance(changed, ast.Not):
            node.operand = operand  # type: ignore[attr-defined]


def passes(tests: list[str], limit: float) -> bool:
    """Whether the tests pass in a fork of this process, in time."""
    child = os.fork()
    if not child:
        with Path(os.devnull).open("w") as nowhere, contextlib.redirect_stdout(nowhere):
            import pytest

            os.dup2(nowhere.fileno(), 1)
            os.dup2(nowhere.fileno(), 2)
            os._exit(int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", *tests])))
    until = time.monotonic() + limit
    while time.monotonic() < until:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return status == 0
        time.sleep(0.02)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return False


def main(module: str, *further: str) -> None:
    """Every mutant of analysis/MODULE.py against its own test file, its examples, and what else is named."""
    copy = Path(tempfile.mkdtemp()) / "copy"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".venv", ".git", "build", "exports.*", "notebooks"))
    os.chdir(copy)
    os.environ |= {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "OPENBLAS_NUM_THREADS": "1"}
    sys.path.insert(0, str(copy))
    path = Path("analysis", f"{module}.py")
    wing, name = module.split("/")
    tests = [str(path), *(further or (f"tests/{wing}/test_{name}.py",))]

    import hypothesis  # noqa: F401
    import pytest  # noqa: F401
    import scipy.stats  # noqa: F401
    import sklearn  # noqa: F401

    import analysis.corpus
    from analysis.language.words import warm

    assert str(copy) in str(analysis.corpus.__file__)
    warm()
    for loaded in [one for one in sys.modules if one == "analysis" or one.startswith(f"analysis.{wing}")]:
        del sys.modules[loaded]
    source = path.read_text("utf-8")
    path.write_text(ast.unparse(ast.parse(source)), "utf-8")
    start = time.monotonic()
    assert passes(tests, 600), "the tests fail without any change"
    limit = 20 + 5 * (time.monotonic() - start)
    sys.dont_write_bytecode = True  # what was compiled so far stays, and no mutant's is kept
    every = survivors = 0
    for line, what, text in mutants(source):
        path.write_text(text, "utf-8")
        every += 1
        if passes(tests, limit):
            survivors += 1
            print(f"{module}.py:{line}: {what}", flush=True)
    print(f"{module}: {every} mutants, {every - survivors} killed, {survivors} survive", flush=True)
    shutil.rmtree(copy.parent)


if __name__ == "__main__":
    main(*sys.argv[1:])
