"""The tabs of the page. Every other file of this room is one tab, with one function, `show`.

Only this room and dashboard.py know Streamlit.
"""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

import streamlit as st

from relations import story as stories
from relations.cache.places import cache_folder, layers
from relations.i18n import say, written
from relations.markup.numbers import unparted
from relations.shipped import shipped
from relations.story import PassThrough, Story

STYLE = """
<style>
[data-testid="stMainBlockContainer"] { padding: 1rem 1.5rem 4rem; }
@media (max-width: 640px) { [data-testid="stMainBlockContainer"] { padding: 1rem 1rem 4rem; } }
:is([data-testid="stSelectbox"] div:has(> input:focus-visible), [data-testid="stPopoverBody"] button:focus-visible,
  [data-testid="stCheckbox"] label:has(input:focus-visible)) {
  outline: 2px solid !important; outline-offset: 2px; }
.relations a { color: inherit; text-decoration: underline; text-underline-offset: 2px; }
.relations ol, .relations ul { padding-left: 1.4rem; margin: 0; }
.relations li { margin: 0 0 .55rem; }
.relations small { opacity: .85; }
.relations h1 { font-size: 1.25rem; padding: 0; line-height: 1.2; }
.relations .what { margin: .15rem 0 0; opacity: .9; font-size: .88rem; }
.relations h2 { font-size: 1.35rem; padding: 1rem 0 .5rem; }
.relations .scroll { overflow-x: auto; }
.relations table { border-collapse: collapse; width: 100%; font-size: .92rem; }
.relations th, .relations td { text-align: left; padding: .3rem .9rem .3rem 0; vertical-align: top; }
.relations .wide { overflow-x: auto; }
.relations .wide table { min-width: 44rem; }
.relations .wide td:nth-child(2) { white-space: nowrap; }
.relations .events { font-size: .9rem; }
.relations .events tbody > tr > * { border-top: 1px solid rgb(128 128 128 / 35%); padding: .32rem .5rem .32rem 0; }
.relations .events th[scope=row] { font-weight: 400; }
.relations .events tbody td:first-child { white-space: nowrap; }
.relations .events a { text-decoration: none; }
.relations .events :is(tr:hover, .chosen) { background: rgb(128 128 128 / 12%); }
.relations .events .chosen > * { box-shadow: inset 0 2px, inset 0 -2px; }
.relations .events .none { opacity: .85; font-style: italic; text-align: right; }
.relations a[aria-busy] { opacity: .5; }
.relations nav.ways { float: right; }
.relations nav.ways ul { align-items: center; padding: 0; gap: .6rem; }
.relations nav.ways a { display: inline-block; min-width: 28px; text-align: center; font-size: 1.2rem;
  line-height: 28px; text-decoration: none; border: 1px solid rgb(128 128 128 / 45%); border-radius: 6px; }
.st-key-event-beside .relations h2 { padding: 0; }
@media screen and (min-width: 900px) {
  [data-testid="stColumn"]:has(.st-key-event-beside) { position: sticky; top: 1rem; align-self: flex-start; }
  [data-testid="stColumn"] .st-key-event-beside { max-height: calc(100vh - 2rem); overflow-y: auto; }
}
.relations h3 { font-size: 1.02rem; padding: .9rem 0 .3rem; }
.relations .answer { font-size: 1.15rem; font-weight: 600; margin: .4rem 0; }
.relations .strip { list-style: none; padding: .2rem 0; display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; }
.relations .strip li { margin: 0; }
.relations .verdict { border: 1.5px solid; border-radius: 1rem; padding: .1rem .6rem; font-weight: 600;
  display: inline-block; }
.relations .verdict.fails { background: var(--relations-text); border-color: var(--relations-text);
  color: var(--relations-page); }
.relations .verdict.open { border-style: dashed; font-weight: 400; }
.relations .ledger tr > * { border-bottom: 1px solid rgb(128 128 128 / 35%); padding: .4rem .9rem .4rem 0; }
.relations .ledger td { line-height: 1.7; }
.relations .ledger .verdict { white-space: nowrap; line-height: 1.4; }
.relations .ledger tr.chosen > * { box-shadow: inset 0 2px, inset 0 -2px; }
.st-key-card-of-claim .relations h2 { padding-top: 0; }
@media (max-width: 640px) {
  .relations .ledger thead { position: absolute; clip-path: inset(50%); }
  .relations .ledger tr { display: grid; grid-template-columns: auto 1fr; gap: 0 .6rem; padding: .5rem 0;
    border-bottom: 1px solid rgb(128 128 128 / 35%); }
  .relations .ledger tr > * { border: 0; padding: 0; }
  .relations .ledger tr > :nth-child(n + 3) { grid-column: 1 / -1; }
  .relations .ledger .verdict { white-space: normal; }
  .relations .ledger tr.chosen { box-shadow: inset 0 2px, inset 0 -2px; }
  .relations .ledger tr.chosen > * { box-shadow: none; }
}
[data-testid="stMainBlockContainer"] > [data-testid="stVerticalBlock"],
[data-testid="stTabPanel"] [data-testid="stVerticalBlock"] { gap: .6rem; }
@media (min-width: 641px) {
  .st-key-compose-lines [data-tag] * { white-space: nowrap !important; overflow: hidden !important;
    text-overflow: ellipsis; }
}
.st-key-head > :first-child { flex: 1 1 20rem; }
@media screen and (min-width: 1000px) {
  [data-testid="stColumn"]:has(.st-key-figure-edited) { position: sticky; top: .5rem; align-self: flex-start; }
}
@media screen and (max-width: 999px) {
  .st-key-figure-edited { position: sticky; top: 0; z-index: 9; max-height: 55vh; overflow-y: auto;
    background: var(--st-background-color, canvas); border-bottom: 1px solid rgb(128 128 128 / 35%); }
}
.relations .claims { margin: 0; min-height: 2em; align-items: center; }
@media (max-width: 640px) { .relations .claims { min-height: 4.2em; } }
.relations .chooser ul { list-style: none; padding: 0; display: flex; flex-direction: column; gap: .2rem; }
.relations .chooser li { margin: 0; }
.relations .chooser .over { margin: 0 0 .3rem; font-size: .88rem; opacity: .85; }
.relations .chooser a { display: grid; grid-template-columns: 96px 1fr; gap: .7rem; align-items: center;
  padding: .35rem; border: 1px solid transparent; border-radius: 8px;
  text-decoration: none; font-size: .85rem; line-height: 1.3; }
.relations .chooser a:hover { background: rgb(128 128 128 / 12%); }
.relations .chooser a[aria-current] { border-color: currentcolor; font-weight: 600; }
.relations .chooser i { border: 1px solid rgb(128 128 128 / 30%); border-radius: 5px; width: 100%;
  aspect-ratio: 120 / 68; background: center / 90% no-repeat; }
@media (max-width: 1000px) {
  .relations .chooser ul { flex-direction: row; overflow-x: auto; padding-bottom: .4rem; }
  .relations .chooser a { grid-template-columns: 128px; width: 140px; align-content: start; height: 100%; }
}
.relations .front ul { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(20rem, 100%), 1fr));
  gap: 1rem; }
.relations .front a { grid-template-columns: clamp(96px, 30%, 150px) 1fr; width: auto; font-size: 1rem;
  align-content: center; }
.relations .note, .relations .error { border-left: 4px solid; padding: .45rem .8rem; margin: 0; }
.relations .note { border-color: #9a7400; background: rgb(154 116 0 / 10%); }
.relations .error { border-color: #c22f2f; background: rgb(194 47 47 / 10%); }
.relations summary { cursor: pointer; padding: .3rem 0; }
.relations code { overflow-wrap: anywhere; }
.relations .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
[data-testid="stApp"] :is(:focus-visible, label:has(input:focus-visible), div:has(> input:focus-visible),
  div:has(> textarea:focus-visible)) { outline: 2px solid; outline-offset: 2px; }
[data-testid="stApp"] :is(input, textarea):focus-visible { outline: none; }
[data-testid="stApp"] :is(main, [role="tab"], .scroll):focus-visible { outline-offset: -2px; }
[data-testid="stApp"] :is(button, label:has(input)) { min-width: 24px; min-height: 24px; }
[data-testid="stMultiSelect"] [data-tag] { color: inherit; border: 1px solid rgb(128 128 128 / 60%); height: auto;
  background: color-mix(in srgb, currentcolor 8%, transparent); }
[data-testid="stMultiSelect"] [data-tag] * { color: inherit; white-space: normal; overflow: visible; }
[data-testid="stApp"] button[kind="primary"] { color: canvas; }
[data-testid="stFileUploaderDropzone"] span { white-space: normal; overflow: visible; }
[data-testid="stCode"] .token { color: inherit !important; }
[data-testid="stCaptionContainer"] { color: inherit; opacity: .85; }
[data-testid="stElementToolbar"] { display: none; }
[data-testid="stApp"][data-test-script-state="running"]::before { content: ""; position: fixed; z-index: 999999; top: 0;
  left: 0; width: 30%; height: 3px; background: #c2571a; opacity: 0;
  animation: relations-appears 0s .6s forwards, relations-runs 1.2s infinite alternate ease-in-out; }
@keyframes relations-appears { to { opacity: 1; } }
@keyframes relations-runs { to { left: 70%; } }
@media print {
  :is([data-testid="stSidebar"], [data-testid="stHeader"], [data-testid="stExpander"], [role="tablist"], nav),
  [data-testid="stMain"] :is(button, input, label, [data-testid="stSelectbox"]) { display: none !important; }
  :is(html, body, #root, [data-testid="stApp"], [data-testid="stAppViewContainer"], [data-testid="stMain"]) {
    position: static !important; height: auto !important; overflow: visible !important; display: block !important; }
  [data-testid="stColumn"] { position: static !important; }
  [data-testid="stColumn"] .st-key-event-beside { max-height: none; }
  :is(svg, figure, tr, li) { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  .relations .scroll { overflow: visible; }
}
@media (forced-colors: active) { .relations .chosen > * { outline: 2px solid; outline-offset: -2px; } }
@media (prefers-contrast: more) { .relations *, [data-testid="stCaptionContainer"] { opacity: 1 !important; } }
@media (prefers-reduced-motion: reduce) {
  *, *::before, *::after { transition-duration: 0s !important; animation-duration: 1ms !important;
    animation-iteration-count: 1 !important; scroll-behavior: auto !important; }
}
</style>
"""


def dated_events(story: Story) -> dict[str, str]:
    """The story's events by id, as a control names them."""
    return {event.id: f"{event.label}, {written(event.date, event.precision)}" for event in story.events}


def named_pass_through(story: Story, asked: PassThrough) -> str:
    """What the figure of a pass-through is of."""
    line, factor = (story.lines[name].label for name in (asked.line, asked.factor))
    return say("How {line} went with {factor}", line=line, factor=factor)


def plain(text: str) -> str:
    """A text for a label or a caption, which Streamlit reads as Markdown: nothing of it means anything there.

    Addresses become links without any mark, so an invisible word joiner takes them apart.
    """
    text = text.replace("://", ":\u2060//").replace("www.", "www\u2060.").replace("@", "@\u2060")
    return re.sub(r"([\\`*_{}\[\]()<>#+\-.!|~:$&^=])", r"\\\1", text)


def placeless(text: str) -> str:
    """A text without the places of this server: a file is named by its path inside our folders."""
    folders = {*layers(), cache_folder(), stories.folder(), shipped(""), Path.home(), Path.cwd()}
    for folder in sorted({place for one in folders for place in (str(one), str(one.resolve()))}, key=len, reverse=True):
        text = text.replace(f"{folder}/", "") if len(folder) > 1 else text
    return text


def note(text: str, kind: str = "note", way: str = "") -> None:
    """A sentence that stands out, `note` or `error`, read out at once; nothing of it is markup but `way`, a way out."""
    mark = {"note": "△", "error": "✕"}[kind]
    role = "alert" if kind == "error" else "status"
    told = unparted(f"{mark} {escape(placeless(text))} {way}")
    st.html(f'<div class="relations"><p class="{kind}" role="{role}">{told}</p></div>')
