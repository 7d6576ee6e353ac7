"""From an article to a draft of its story's blocks: dated events and checkable claims, proposed and never decided.

`read` takes the article out of text, Markdown or HTML; `proposals` finds the blocks, sentence by sentence; `writing`
gives them ids, measures and verdicts, and a file; `taking` moves blocks of that file into the story. The words that the
rules look for stand in `words.toml`, those of Russian in `russian.toml`.
"""

from __future__ import annotations

from relations.draft.article import Article, DraftError, read
from relations.draft.lacking import needed
from relations.draft.names import Pair, pair_of
from relations.draft.proposals import Proposal, proposals
from relations.draft.taking import take, waiting
from relations.draft.writing import Draft, draft, written
