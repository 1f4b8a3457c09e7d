"""The blocks of a page: which holds the article, which are nothing but links."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from lxml import etree, html

from articles.ingestion.boilerplate import is_prose

HOLDING = ("div", "section", "article", "main", "td", "blockquote", "p")
HEADINGS = ("h2", "h3", "h4", "h5", "h6")
OTHERS = "h1 ul ol li dl table tr figure pre form aside header footer nav body html hr".split()
BLOCKS = frozenset((*HOLDING, *HEADINGS, *OTHERS))
AWAY = frozenset("nav footer aside header form script style noscript figure select button".split())
# How sites call the blocks that are no part of an article.
AWAY_NAMES = re.compile(
    r"comment|related|side-?bar|footer|share|social|advert|popular|trending|newsletter|widget|promo"
    r"|breadcrumb|recommend|also-?read|menu|ticker",
    re.IGNORECASE,
)
LINKED = 0.8  # share of a block's letters in links, from which it is nothing but a link
LONGEST_LINK = 300  # characters
AROUND = 3  # how many blocks around a paragraph may be that of the article
WIDER = 1.3  # how much more prose a block around another one must hold to be preferred


def key(text: str) -> str:
    """Return the letters of a text, by which a line is found among the blocks of its page."""
    return "".join(letter for letter in text if letter.isalnum())


def text_of(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def open_layout_tables(tree: html.HtmlElement) -> None:
    """Make plain blocks of the tables in which a page is laid out: they hold paragraphs."""
    for table in tree.xpath("//table[.//p or .//h1 or .//br or .//div or .//table]"):
        for element in table.iter("table", "tbody", "thead", "tr", "td", "th"):
            element.tag = "div"


def open_breaks(tree: html.HtmlElement) -> None:
    """Make paragraphs of the lines of a block that are parted by line breaks."""
    for element in tree.xpath("//*[br]"):
        if element.tag in HOLDING:
            parts, names = list(parted(element)), dict(element.attrib)
            element.clear(keep_tail=True)
            element.attrib.update(names)
            element.tag = "div" if element.tag == "p" else element.tag
            element.extend(part for part in parts if part.tag != "p" or text_of(part))


def parted(element: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """Yield a paragraph for each stretch between line breaks, and the blocks between as such."""
    part = html.Element("p")
    part.text = element.text
    for child in list(element):
        tail, child.tail = child.tail, None
        if child.tag == "br" or child.tag in BLOCKS:
            yield part
            if child.tag != "br":
                yield child
            part = html.Element("p")
            part.text = tail
        else:
            part.append(child)
            child.tail = tail
    yield part


def linked_texts(tree: html.HtmlElement) -> frozenset[str]:
    """Return the keys of the texts of blocks that are nothing but links."""
    letters = Counter()
    for link in tree.iter("a"):
        block = next((up for up in link.iterancestors() if up.tag in BLOCKS), None)
        if block is not None and block.tag != "h1":
            letters[block] += len(key(link.text_content()))
    found = ((key(block.text_content()), count) for block, count in letters.items())
    return frozenset(
        text
        for text, count in found
        if 0 < len(text) <= LONGEST_LINK and count >= LINKED * len(text)
    )


def main_block(tree: html.HtmlElement) -> list[str]:
    """Return the paragraphs and headings of the block that holds most of the page's prose."""
    leaves = {leaf: text_of(leaf) for leaf in where_articles_stand(tree) if is_leaf(leaf)}
    prose: Counter = Counter()
    for leaf, text in leaves.items():
        if is_prose(text):
            for around in islice(leaf.iterancestors(), AROUND):
                prose[around] += len(text)
    if not prose:
        return []
    inside = set(narrowest(prose).iter())
    return [text for leaf, text in leaves.items() if text and leaf in inside]


def narrowest(prose: Counter) -> html.HtmlElement:
    """Return the narrowest of the blocks that hold most or nearly most prose."""
    most = max(prose.values())
    blocks = [block for block, count in prose.items() if count * WIDER >= most]
    return max(blocks, key=lambda block: sum(1 for _ in block.iterancestors()))


def where_articles_stand(tree: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """Yield the elements of a page that are in no menu, footer, list of comments or the like."""
    away = set()
    for element in tree.iter(etree.Element):
        if element.getparent() in away or is_away(element):
            away.add(element)
        else:
            yield element


def is_leaf(element: html.HtmlElement) -> bool:
    """Return whether an element is a paragraph or a heading: a block that holds no other one."""
    kinds = (*HOLDING, *HEADINGS)
    return element.tag in kinds and not any(child.tag in BLOCKS for child in element)


def is_away(element: html.HtmlElement) -> bool:
    if element.tag in ("html", "body"):
        return False
    names = f"{element.get('class', '')} {element.get('id', '')}"
    return element.tag in AWAY or bool(AWAY_NAMES.search(names))
