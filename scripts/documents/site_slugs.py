"""Anchors of headings as the links of the documents have them: those of GitHub."""

import re


def slug(text, separator):
    """The anchor of a heading: lower case, no punctuation, spaces as hyphens."""
    return re.sub(r"[^\w\- ]", "", text.strip().lower()).replace(" ", separator)
