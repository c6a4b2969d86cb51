"""What the site needs besides mkdocs: pictures in pages, a check, a mark."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from tools.website import hooks
from tools.website.__main__ import main
from tools.website.marking import MARK, is_current, made_of, sources
from tools.website.outside import outside_requests

SVG = (
    '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"'
    ' viewBox="0 0 {width} 40" role="img" aria-labelledby="t"><title id="t">Old</title>'
    '<rect width="9" height="9" style="fill: var(--ink, #000000)"/></svg>\n'
)


def in_page(folder: Path, html: str, url: str = "how-to/draw/") -> str:
    """Give a page as it is after the hook."""
    page: Any = SimpleNamespace(url=url)
    config: Any = SimpleNamespace(site_dir=str(folder))
    return hooks.on_post_page(html, page=page, config=config)


def test_a_picture_stands_in_its_page(tmp_path: Path) -> None:
    """It has the words of the page for what it shows, and a least width."""
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "a b.svg").write_text(SVG.format(width=900))
    image = '<img alt="Two &lt;bars&gt;" src="../../images/a%20b.svg" />'
    text = in_page(tmp_path, f"<p>{image}</p>")
    assert text.startswith(
        '<p><span class="picture" style="--least: 560px"><svg xmlns='
    )
    assert 'role="img" aria-label="Two &lt;bars&gt;"><rect' in text
    assert "Old" not in text
    assert "<?xml" not in text
    assert "labelledby" not in text


def test_a_small_picture_keeps_its_width(tmp_path: Path) -> None:
    """It is not blown up, and without words it is decoration."""
    (tmp_path / "a.svg").write_text(SVG.format(width=470.5))
    text = in_page(tmp_path, '<img alt="" src="a.svg">', url="")
    assert "--least: 470.5px" in text
    assert 'aria-hidden="true"' in text
    assert "--least: 0px" in hooks.picture("<svg><g/></svg>", "It")


@pytest.mark.parametrize(
    "html",
    [
        '<img alt="x" src="missing.svg">',
        '<img alt="x" src="https://example.com/a.svg">',
        '<img alt="x" src="plot.png">',
    ],
)
def test_other_images_stay(tmp_path: Path, html: str) -> None:
    """What is no picture of the site is left as it is."""
    assert in_page(tmp_path, html) == html


def test_links_to_sections_have_names(tmp_path: Path) -> None:
    """They say what they are, and not only show a sign."""
    link = '<h2 id="a">A<a class="headerlink" href="#a" title="x">&para;</a></h2>'
    named = 'class="headerlink" aria-label="Link to this section" href='
    assert named in in_page(tmp_path, link)


def test_jobs_are_found_before_names() -> None:
    """How-to pages and the tutorial are raised, and what a page says itself holds."""
    metas: list[dict[str, Any]] = [{}, {}, {"search": {"exclude": True}}, {}]
    urls = ("how-to/a/", "tutorial/", "how-to/b/", "reference/api/sla/")
    for url, meta in zip(urls, metas, strict=True):
        page = cast(Any, SimpleNamespace(url=url, meta=meta))
        assert hooks.on_page_markdown("text", page=page, config=None) == "text"
    raised = {"search": {"boost": 2}}
    assert metas == [raised, raised, {"search": {"exclude": True}}, {}]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.html", '<script src="https://cdn.example/x.js"></script>'),
        ("a.html", "<img alt='' src='//cdn.example/x.png'>"),
        ("a.html", '<img alt="" srcset="a.png 1x, https://cdn.example/b.png 2x">'),
        ("a.html", '<link rel="stylesheet" href="https://cdn.example/x.css">'),
        ("a.html", '<p style="background: url(https://cdn.example/x.png)">'),
        ("a.html", '<object data="https://cdn.example/x.svg"></object>'),
        ("a.html", '<svg><use xlink:href="https://cdn.example/x.svg#a"/></svg>'),
        ("a.html", '<meta http-equiv="refresh" content="0; url=https://x.example">'),
        ("a.css", '@import "https://cdn.example/x.css";'),
        ("a.css", "@font-face { src: url('//cdn.example/x.woff2') }"),
        ("a.svg", '<svg><image href="https://cdn.example/x.png"/></svg>'),
        ("a.js", 'import x from "https://cdn.example/x.js";'),
        ("a.mjs", "await import('https://cdn.example/x.js')"),
        ("deep/a.js", 'fetch("https://cdn.example/x.json")'),
    ],
)
def test_what_loads_from_elsewhere_is_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, text: str
) -> None:
    """Every way to load from another machine is told with its place."""
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    (found,) = outside_requests(tmp_path)
    assert found.startswith(f"{name}: ")
    assert ".example" in found
    assert main([str(tmp_path)]) == 1
    assert found in capsys.readouterr().out
    assert not (tmp_path / MARK).exists()


def test_what_stays_here_is_no_fault(tmp_path: Path) -> None:
    """Links, code that is shown, names of formats and what Pyodide brings may stand."""
    (tmp_path / "a.html").write_text(
        '<link rel="canonical" href="https://docs.example/a/">'
        '<a href="https://docs.example/">elsewhere</a>'
        '<pre><code>&lt;script src="https://cdn.example/x.js"&gt;'
        "<span>url(https://cdn.example)</span></code></pre>"
        '<script src="../x.js"></script><img alt="" src="a.png">'
        '<svg xmlns="http://www.w3.org/2000/svg"></svg>'
    )
    (tmp_path / "a.js").write_text('// see https://x.example\nfetch("/a.json")')
    (tmp_path / "runtime").mkdir()
    (tmp_path / "runtime" / "a.mjs").write_text('import("https://cdn.example/a.js")')
    assert outside_requests(tmp_path) == []


def test_a_site_knows_what_it_was_made_of(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The mark holds until one of the files changes, or another comes."""
    root, site = tmp_path / "root", tmp_path / "site"
    for name in ("mkdocs.yml", "tools/notebooks.py", "docs/index.md", "src/a.py"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(name)
    site.mkdir()
    assert not is_current(site, root)
    (site / MARK).write_text(made_of(root))
    assert is_current(site, root)
    (root / "docs" / "new.md").write_text("more")
    assert not is_current(site, root)
    (root / "docs" / "new.md").unlink()
    assert is_current(site, root)
    (root / "src" / "a.py").write_text("other")
    assert not is_current(site, root)
    assert main([str(site)]) == 0
    assert "nothing in" in capsys.readouterr().out
    assert is_current(site)


def test_sources_are_those_of_the_site() -> None:
    """Pages, notebooks, the library, and what shapes the site are among them."""
    names = {path.name for path in sources()}
    wanted = {
        "mkdocs.yml",
        "index.md",
        "site.css",
        "site.js",
        "hooks.py",
        "health.toml",
    }
    assert wanted <= names


def test_the_command_needs_a_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Anything else gives its usage."""
    assert main([]) == 2
    assert main([str(tmp_path / "missing")]) == 2
    assert "usage" in capsys.readouterr().err
