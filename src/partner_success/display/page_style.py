"""The looks of the report: one sheet of CSS, light and dark, on screen and on paper."""

from __future__ import annotations

from typing import Final

STYLE: Final = """
:root { color-scheme: light dark; --ink: #1b1f24; --muted: #59626d; --rule: #c9ced4;
  --track: #e8ebee; --paper: #ffffff; --loss: #67748a; --best: #2166ac; --good: #2876a8;
  --fair: #8a6700; --poor: #b4531b; --worst: #b2263b; --unknown: #6a727c; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8ebef; --muted: #a9b2bd;
  --rule: #454d57; --track: #2a3037; --paper: #14181d; --loss: #8d9bb2; --best: #7db7ec;
  --good: #8fc7ea; --fair: #e0bb52; --poor: #f0a06c; --worst: #f08090;
  --unknown: #a3abb5; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem; max-width: 84rem; color: var(--ink);
  background: var(--paper); font: 1rem/1.5 system-ui, "Segoe UI", Roboto,
  "DejaVu Sans", sans-serif; }
h1 { font-size: 1.6rem; margin: 0 0 .25rem; }
h2 { font-size: 1.2rem; margin: 2.5rem 0 .5rem; }
p, li { max-width: 50rem; } header ul { padding-left: 1.2rem; }
.muted, header li { color: var(--muted); }
a { color: var(--best); } nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem;
  list-style: none; padding: 0; }
.scroll { overflow-x: auto; } .scroll:focus-visible, summary:focus-visible,
a:focus-visible { outline: 2px solid var(--best); outline-offset: 2px; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; padding: .25rem 0; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem;
  border-bottom: 1px solid var(--rule); overflow-wrap: break-word; }
thead th { position: sticky; top: 0; background: var(--paper); white-space: nowrap; }
.number { text-align: right; } .number, .short { white-space: nowrap; }
.partner-success tbody th { font-weight: 400; }
.best { color: var(--best); } .good { color: var(--good); }
.fair { color: var(--fair); }
.poor { color: var(--poor); } .worst { color: var(--worst); }
.unknown { color: var(--unknown); }
.best, .good, .fair, .poor, .worst { font-weight: 600; }
.pictures { display: grid; gap: 1.5rem;
  grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); }
figure { margin: 0; } figure svg { width: 100%; height: auto; max-width: 40rem; }
.wide { grid-column: 1 / -1; } .wide svg { max-width: 62rem; }
details { border-bottom: 1px solid var(--rule); padding: .4rem 0; }
summary { cursor: pointer; } details .partner-success { padding: .5rem 0 1rem; }
@media print { nav { display: none; } details { break-inside: avoid; }
  thead th { position: static; } body { padding: 0; max-width: none; } }
"""
