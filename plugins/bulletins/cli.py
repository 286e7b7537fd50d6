"""The command ``bulletins``: the only module that prints or exits."""

from __future__ import annotations

import argparse
import os
import re
import sys
from datetime import datetime
from pathlib import Path
from typing import NoReturn

from . import __version__
from .commands.console import Console
from .problems import Problem, Refusal, visible

USAGE = (
    (r"^argument ([^:]+): expected one argument$", r"\1 后面要写一个值"),
    (r"^argument [^:]*: invalid choice: ('[^']*').*", r"没有 \1 这个命令"),
    (r"^argument ([^:]+): invalid int value: ('[^']*')$", r"\1 应是整数，写的是 \2"),
    (r"^the following arguments are required: (.*)$", r"缺少 \1"),
    (r"^unrecognized arguments: (.*)$", r"不认识的参数 \1"),
    (r"^argument ([^:]+): ", r"\1 "),
)


def _day(text: str) -> datetime:
    try:
        return datetime.strptime(text, "%Y-%m-%d")
    except ValueError:
        raise argparse.ArgumentTypeError(f"日期“{text}”不存在或格式不对，写成 YYYY-MM-DD") from None


def _given(text: str) -> str:
    # An empty word, as of a variable that is not set, would mean the folder one stands in.
    if not text.strip():
        raise argparse.ArgumentTypeError("路径是空的，写出文件或文件夹")
    return text


def _path(text: str) -> Path:
    return Path(_given(text))


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with the usage in the language of its readers, in one line; exits with 2."""

    def error(self, message: str) -> NoReturn:
        for said, words in USAGE:
            message = re.sub(said, words, message)
        self.exit(2, f"{self.prog}: 用法不对：{message} — 运行 {self.prog} --help 看用法\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="bulletins", description="报告进，公报网站出。")
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="命令")
    _add_normalise(commands.add_parser("normalise", help="把报告规范化成稿件"))
    quantities = commands.add_parser("quantities", help="列出报告或稿件里的统计数字")
    quantities.add_argument("files", nargs="+", type=_given, metavar="FILE")
    quantities.add_argument("--json", action="store_true", help="输出 JSON")
    quantities.add_argument("--content", type=_path, default=Path("content"), help="部门名录所在的文件夹")
    _add_build(commands.add_parser("build", help="建立网站"))
    rollback = commands.add_parser("rollback", help="回到上一次建好的网站")
    rollback.add_argument("--output", type=_path, default=Path("output"))
    check = commands.add_parser("check", help="检查稿件")
    check.add_argument("paths", nargs="*", type=_given, metavar="PATH", help="稿件或文件夹，默认全部")
    check.add_argument("--posts", default="", metavar="TEXT", help="几份稿件写在一个词里，make 用")
    check.add_argument("--content", type=_path, default=Path("content"))
    check.add_argument("--json", action="store_true", help="输出 JSON")
    _add_editing(commands)
    return parser


def _add_normalise(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("reports", nargs="*", type=_given, metavar="REPORT", help="报告文件，或放报告的文件夹")
    parser.add_argument("--reports", default="", dest="named", metavar="TEXT", help="几份报告写在一个词里，make 用")
    parser.add_argument("--afresh", action="store_true", help="先把 --into 所在的工作副本重做，改过的移到旁边")
    parser.add_argument("--into", type=_path, default=Path("content/posts"), metavar="DIR", help="稿件写到哪里")
    parser.add_argument("--department", metavar="NAME", help="发布部门（部门名录里的名称）")
    parser.add_argument("--date", type=_day, metavar="YYYY-MM-DD", help="发布日期")
    parser.add_argument("--title", metavar="T", help="标题")
    parser.add_argument("--explain", action="store_true", help="逐条说明改了什么")
    parser.add_argument("--json", action="store_true", help="输出 JSON，不写文件")
    parser.add_argument("--force", action="store_true", help="覆盖内容不同的稿件")
    parser.add_argument("--adopt", action="store_true", help="同时收进原始报告，并把提议的部门写进部门名录")


def _add_build(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--content", type=_path, default=Path("content"), metavar="DIR")
    parser.add_argument("--output", type=_path, default=Path("output"), metavar="DIR")
    parser.add_argument("--settings", type=_path, default=None, metavar="FILE", help="默认 pelicanconf.py")
    parser.add_argument("--full", action="store_true", help="不用缓存，全部重做")


def _add_editing(commands: argparse._SubParsersAction[_Parser]) -> None:
    new = commands.add_parser("new", help="新建稿件")
    new.add_argument("--title", metavar="T")
    new.add_argument("--department", metavar="NAME")
    new.add_argument("--date", type=_day, metavar="YYYY-MM-DD")
    new.add_argument("--content", type=_path, default=Path("content"), metavar="DIR")
    preview = commands.add_parser("preview", help="在本机看网站，稿件一改就重建")
    preview.add_argument("--content", type=_path, default=Path("content"), metavar="DIR")
    preview.add_argument("--output", type=_path, default=Path(".cache/preview"), metavar="DIR", help="不动正式的网站")
    preview.add_argument("--port", type=int, default=8000)
    bring = commands.add_parser("import", help="收进报告并写成稿件")
    bring.add_argument("reports", nargs="*", type=_given, metavar="REPORT")
    bring.add_argument("--reports", default="", dest="named", metavar="TEXT", help="几份报告写在一个词里，make 用")
    bring.add_argument("--content", type=_path, default=Path("content"), metavar="DIR")
    bring.add_argument("--department", metavar="NAME")
    bring.add_argument("--date", type=_day, metavar="YYYY-MM-DD")
    bring.add_argument("--title", metavar="T")
    bring.add_argument("--adopt", action="store_true", help="把提议的部门写进部门名录")
    bring.add_argument("--force", action="store_true", help="覆盖内容不同的稿件")


def _run(options: argparse.Namespace, console: Console) -> int:
    # Each command loads only what it needs: reading all of it takes longer than some commands do.
    match options.command:
        case "quantities":
            from .commands import counting  # noqa: PLC0415

            return counting.run(options.files, options.json, options.content, console)
        case "build":
            from .commands import building  # noqa: PLC0415

            return building.run(options.content, options.output, options.settings, options.full, console)
        case "rollback":
            from .commands import building  # noqa: PLC0415

            return building.undo(options.output, console)
        case "check":
            from .commands import checking, given  # noqa: PLC0415

            return checking.run([*options.paths, *given.several(options.posts)], options.content, options.json, console)
        case "new":
            from .commands import editing  # noqa: PLC0415

            return editing.new(options.content, options.title, options.department, options.date, console)
        case "preview":
            from .commands import editing  # noqa: PLC0415

            return editing.preview(options.content, options.output, options.port, console)
        case _:
            return _normalise(options, console)


def _normalise(options: argparse.Namespace, console: Console) -> int:
    from .commands import given, normalising, workcopy  # noqa: PLC0415

    reports = [*options.reports, *given.several(options.named)]
    if not reports:
        _parser().error("缺少 REPORT")
    into = options.content / "posts" if options.command == "import" else options.into
    if options.command == "normalise" and options.afresh:
        return workcopy.run(reports, into, Path("content"), console)
    asked = {name: getattr(options, name) for name in ("title", "department", "date", "adopt", "force")}
    if options.command == "normalise":
        chosen = normalising.Options(into, **asked, explain=options.explain, json=options.json)
    else:
        if not options.content.is_dir():  # a slip in the name would make a second content folder
            raise Refusal(
                [Problem(visible(str(options.content)), 0, "没有这个文件夹", "检查 --content 写的路径", "file")]
            )
        chosen = normalising.Options(into, **asked, copy=True)
    return normalising.run(reports, chosen, console)


def main(arguments: list[str] | None = None) -> int:
    """Run one command. 0 done, 1 the input is at fault (each problem a line on stderr), 2 wrong usage."""
    # A shell may have closed either (``>&-``).
    sys.stdout = sys.stdout or open(os.devnull, "w")  # noqa: PTH123, SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w")  # noqa: PTH123, SIM115
    for stream in (sys.stdout, sys.stderr):
        # Under LC_ALL=C a Chinese message must still come out, as UTF-8.
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    options = _parser().parse_args(arguments)
    console = Console(say=print, note=lambda line: print(line, file=sys.stderr, flush=True))
    try:
        return _run(options, console)
    except Refusal as refusal:
        console.refuse(refusal)
        return console.exit_code
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        console.note("已停下；没有写到一半的文件")
        return 130
    except OSError as error:
        where = visible(str(error.filename or "文件"))
        console.refuse([Problem(where, 0, error.strerror or str(error), "检查磁盘空间和文件权限后再试", "file")])
        return console.exit_code


if __name__ == "__main__":
    sys.exit(main())
